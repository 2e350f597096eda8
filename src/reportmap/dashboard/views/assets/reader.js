const segmentOf = (segment, toPlace) => {
  if (!segment.marks.length) { return document.createTextNode(segment.text); }
  const className = "said " + segment.marks.join(" ");
  if (segment.spot) {
    const place = button(className, segment.text, (event) => { event.stopPropagation(); toPlace(segment.spot); });
    place.title = segment.hint + ": show on the map";
    place.dataset.spot = segment.spot;
    return place;
  }
  const element = make("span", className, segment.text);
  if (segment.hint) { element.title = segment.hint; }
  if (segment.hint && segment.marks.includes("place")) { element.classList.add("unplaced"); }
  return element;
};

const runOf = (run, open, toPlace) => {
  const element = make("span", run.is_heading ? "head-line" : "");
  element.append(...run.segments.map((segment) => segmentOf(segment, toPlace)));
  if (run.event_ids.length) {
    element.classList.add("reports");
    element.dataset.events = run.event_ids.join(" ");
    element.onclick = () => open(run.event_ids[0]);
    const many = run.event_ids.length > 1;
    run.event_ids.forEach((id, index) => {
      const label = "Show event " + (many ? index + 1 + " of " + run.event_ids.length + " of this sentence" : "of this sentence");
      element.append(button("go", many ? "→" + (index + 1) : "→", (event) => { event.stopPropagation(); open(id); }, label));
    });
  }
  return element;
};

const changesOf = (changes, open, seen) => {
  const box = make("section", "changes",
    button("quiet", "Dismiss", seen),
    make("b", "", "Read again. " + changes.summary + "."),
    ...changes.details.map((words) => make("div", "", make("bdi", "", words))));
  box.setAttribute("role", "status");
  if (changes.events.length) {
    const words = { gained: "Gained", lost: "Lost", date: "Date", other: "Changed" };
    const lines = changes.events.map((change) => {
      const name = change.event_id ? button("change", "", () => open(change.event_id)) : make("span", "change");
      name.append(make("b", "", words[change.kind] + " "), make("span", "", change.detail + " · "), make("bdi", "", change.words));
      return make("li", "", name);
    });
    box.append(make("ul", "", ...lines));
  }
  return box;
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const view = data.view;
  const root = rootOf(parentElement, "panel");
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", "The whole report");
  const open = (id) => setTriggerValue("open", id);
  const toPlace = (spot) => setTriggerValue("place", spot);
  const source = make("p", "cite", view.source + " (" + view.dated + ")");
  if (view.url) {
    const link = make("a", "", "source");
    link.href = view.url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    source.append(" · ", link);
  }
  const notes = view.notes.map((note) => make("p", "cite", make("bdi", "", note)));
  const text = make("div", "text", make("h3", "", make("bdi", "", view.title)), source, ...notes);
  for (const section of view.sections) {
    const element = make("div", "section");
    element.dataset.kind = section.kind;
    if (section.kind !== "body" && section.kind !== "title") {
      element.append(make("h4", "", section.label + (section.author ? ", " + section.author : "")));
    }
    const words = make("bdi", "", ...section.runs.map((run) => runOf(run, open, toPlace)));
    element.append(words);
    text.append(element);
  }
  if (view.n_cut) {
    text.append(button("quiet", "Show the other " + view.n_cut.toLocaleString("en") + " characters", () => setTriggerValue("all", true)));
  }
  const key = make("div", "key", make("span", "reports", "reports an event"),
    ...data.key.map(([mark, label]) => make("span", "said " + mark, label)));
  const body = make("div", "scroll", text);
  body.tabIndex = 0;
  body.setAttribute("role", "group");
  body.setAttribute("aria-label", "Text of the report");
  if (data.changes) { body.prepend(changesOf(data.changes, open, () => setTriggerValue("seen", true))); }
  const edit = button("quiet", "Edit title, publisher, date", () => setTriggerValue("edit", true));
  const before = root.querySelector(".scroll");
  const top = before && root.dataset.report === view.document_id && !data.changes ? before.scrollTop : 0;
  root.dataset.report = view.document_id;
  root.replaceChildren(make("div", "head", make("h2", "", data.title), edit), key, body);
  body.scrollTop = top;
  const shown = data.event && [...body.querySelectorAll("[data-events]")].find((e) => e.dataset.events.split(" ").includes(data.event));
  if (shown && !data.changes && !top) {
    shown.classList.add("shown");
    body.scrollTop = shown.offsetTop - body.offsetTop - body.clientHeight / 3;
  }
}
