const sentenceOf = (sentence) => {
  const element = make("span", sentence.role);
  const text = make("bdi", "");
  for (const segment of sentence.segments) {
    text.append(segment.marks.length ? make("span", "said " + segment.marks.join(" "), segment.text) : segment.text);
  }
  element.append(text);
  if (sentence.n_cut) {
    element.append(make("span", "cut", " … " + sentence.n_cut.toLocaleString("en") + " more characters; the whole report has them"));
  }
  return element;
};

const paragraphs = (sentences) => {
  const words = make("div", "words");
  let paragraph = null;
  for (const sentence of sentences) {
    if (!paragraph || sentence.starts_paragraph) {
      paragraph = make("p", "");
      words.append(paragraph);
    } else {
      paragraph.append(" ");
    }
    paragraph.append(sentenceOf(sentence));
  }
  return words;
};

const factLines = (facts) => facts.flatMap((fact) => [
  make("dt", "", make("span", fact.mark ? "said " + fact.mark : "", fact.label)),
  make("dd", "", make("bdi", "", fact.words), fact.note ? make("small", "", fact.note) : null),
]);

const sideBySide = (matter) => make("div", "claims", make("h5", "", matter.label),
  make("ul", "", ...matter.claims.map(([words, source]) => make("li", "", make("b", "", make("bdi", "", words)), make("small", "", source)))));

const whyHere = (why, map, change) => {
  const details = make("details", "why", make("summary", "", "Why here?"));
  if (map) { details.append(picture({ map: map.picture, alt: map.alt }, map.size)); }
  for (const item of why) {
    const words = item.name ? ["“", make("bdi", "", item.name), "” was read as "] : ["An analyst says: "];
    details.append(make("p", "", ...words, make("b", "", item.entry), ", score ", item.score.toFixed(2), ": ", item.reason, ". ",
      button("quiet", "Change place", () => change(item.at), "Change the place of " + (item.name || "this event"))));
    if (item.runners_up.length) {
      const others = item.runners_up.map((other) => make("li", "", other.words, ", score ", other.score.toFixed(2)));
      details.append(make("p", "", "It could also be:"), make("ul", "", ...others));
    }
  }
  return details;
};

const accounts = (title, items, actions) => {
  const details = make("details", "why", make("summary", "", title));
  for (const item of items) {
    const line = make("p", "", make("b", "", item.source), ": ", make("bdi", "", item.line), " ", make("small", "", item.note), " ");
    for (const [label, act, wanted] of actions) {
      if (wanted(item)) { line.append(button("quiet", label, () => act(item)), " "); }
    }
    details.append(line);
  }
  return details;
};

const citation = (view) => {
  const line = make("p", "cite", view.author ? "Comment by " + view.author + " on: " : null, view.source);
  if (view.url) {
    const link = make("a", "", "source");
    link.href = view.url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    line.append(" · ", link);
  }
  return line;
};

// One key for each step of the review queue; keys that are typed into a field are no commands.
const listen = (root, data, send) => {
  if (root.stopKeys) { root.stopKeys.abort(); }
  if (!data.keys) { return; }
  root.stopKeys = new AbortController();
  const say = (verdict) => send("say", { event_id: data.view.event_id, what: "verdict", verdict });
  const commands = {
    j: () => data.next && send("open", data.next),
    k: () => data.previous && send("open", data.previous),
    a: () => say("accepted"),
    r: () => say("rejected"),
    u: () => data.review.said && send("retract", data.review.said.number),
    p: () => send("edit", { event_id: data.view.event_id, what: "place", at: data.review.place_at }),
  };
  document.addEventListener("keydown", (event) => {
    const at = event.composedPath()[0];
    const isTyping = at instanceof Element && at.closest("input, textarea, select, [contenteditable=true]");
    const act = commands[event.key.toLowerCase()];
    if (!root.isConnected) { root.stopKeys.abort(); return; }
    if (!act || isTyping || event.ctrlKey || event.metaKey || event.altKey) { return; }
    event.preventDefault();
    act();
  }, { signal: root.stopKeys.signal });
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const view = data.view;
  const root = rootOf(parentElement, "panel");
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", "Passage");
  const step = (id) => () => setTriggerValue("open", id);
  const previous = button("quiet", "‹", step(data.previous), "Previous event");
  const next = button("quiet", "›", step(data.next), "Next event");
  previous.disabled = !data.previous;
  next.disabled = !data.next;
  const head = make("div", "head",
    button("quiet", "‹ " + data.back, () => setTriggerValue("close", true), data.back + ": back to the list"),
    make("h2", "", ""), make("span", "", data.position), previous, next);

  const body = make("div", "scroll");
  body.tabIndex = 0;
  body.setAttribute("aria-label", "The passage and what was read from it");
  const said = saidOf(data.review.said, setTriggerValue);
  if (data.notice) { body.append(make("div", "notice", data.notice)); }
  const report = make("div", "report",
    make("h3", "", typeMark(data.mark, data.color), " ", make("bdi", "", view.title)), citation(view), paragraphs(view.sentences));
  if (view.n_evidence > 1) {
    const other = button("quiet", "Next passage (" + (view.evidence_index + 1) + " of " + view.n_evidence + ")",
      () => setTriggerValue("evidence", (view.evidence_index + 1) % view.n_evidence));
    report.append(other);
  }
  report.append(" ", button("quiet", "Whole report", () => setTriggerValue("document", view.document_id)));
  body.append(report, make("dl", "facts", ...factLines(view.facts)));
  if (view.differing.length) {
    body.append(make("h4", "differing", "Sources differ"), ...view.differing.map(sideBySide));
  }
  if (view.others.length) {
    const told = accounts("Told by " + view.others.length + " reports", view.others, [
      ["Show", (item) => setTriggerValue("evidence", item.index), (item) => item.index !== view.evidence_index],
      ["Not the same event", (item) => setTriggerValue("different", item.event_id), () => true]]);
    told.open = true;
    body.append(told);
  }
  if (view.similar.length) {
    body.append(accounts("Same event as …", view.similar, [
      ["Look", (item) => setTriggerValue("open", item.event_id), () => true],
      ["Same event", (item) => setTriggerValue("same", item.event_id), () => true]]));
  }
  if (data.undo) { body.append(make("p", "undo", button("quiet", data.undo.words, () => setTriggerValue("undo", data.undo.action)))); }
  const change = (at) => setTriggerValue("edit", { event_id: view.event_id, what: "place", at });
  const wasOpen = Boolean(root.querySelector("details.why-here")?.open);
  if (view.why.length) {
    const why = whyHere(view.why, data.map, change);
    why.classList.add("why-here");
    why.open = wasOpen && root.dataset.event === view.event_id;
    body.append(why);
  }
  root.dataset.event = view.event_id;
  const editor = data.review.editor && editorOf(data.review.editor, setTriggerValue);
  const note = data.review.note ? make("div", "notice note", make("b", "", "Note: "), make("bdi", "", data.review.note)) : null;
  root.replaceChildren(...[head, note, body, editor, said, reviewBar(data.review, setTriggerValue, data.keys)].filter(Boolean));
  if (editor && root.dataset.editor !== data.review.editor.what + view.event_id) { editor.querySelector("input, select, textarea, button")?.focus(); }
  root.dataset.editor = editor ? data.review.editor.what + view.event_id : "";
  listen(root, data, setTriggerValue);
  const key = view.event_id + view.evidence_index;
  if (root.dataset.shown !== key) {
    root.dataset.shown = key;
    const evidence = body.querySelector(".evidence");
    if (evidence) {
      const middle = evidence.offsetTop - body.offsetTop - body.clientHeight / 3;
      body.scrollTop = evidence.offsetTop + evidence.offsetHeight - body.offsetTop > body.clientHeight ? Math.max(0, middle) : 0;
    }
  }
}
