// The editors of what an analyst corrects, shared by the passage, the tray and the review queue. `send` is the component's
// setTriggerValue.
const field = (label, input) => {
  const line = make("label", "field", make("span", "", label));
  line.append(input);
  return line;
};
const input = (type, value, label) => {
  const element = make("input", "entry");
  element.type = type;
  element.value = value || "";
  if (label) { element.setAttribute("aria-label", label); }
  return element;
};

const placeEditor = (editor, send, say) => {
  const find = input("text", editor.find, "Find a place by its name or coordinates");
  find.placeholder = "Another name, or 32.44, 64.74";
  find.maxLength = 80;
  const look = () => send("edit", { event_id: editor.event_id, what: "place", at: editor.at, find: find.value });
  find.onkeydown = (event) => { if (event.key === "Enter") { look(); } };
  const all = make("input", "");
  all.type = "checkbox";
  all.checked = editor.is_lost;
  const everywhere = () => editor.n_alike > 1 && all.checked;
  const rows = editor.candidates.map((one) => make("li", "",
    button("candidate", "", () => say({ at: editor.at, key: one.key, everywhere: everywhere() }), "Place it at " + one.words)));
  rows.forEach((row, index) => {
    const one = editor.candidates[index];
    row.firstChild.append(make("b", "", make("bdi", "", one.words)), make("small", "", one.note));
  });
  const parts = [
    make("p", "ask", editor.name ? make("span", "", "Where is “", make("bdi", "", editor.name), "”?") : "Where did it take place?",
      editor.now ? make("small", "", " Now: " + editor.now) : null),
    make("div", "finder", find, button("quiet", "Find", look)),
    editor.notice ? make("p", "hint", editor.notice) : null,
  ];
  if (editor.n_alike > 1) {
    const label = make("label", "check");
    label.append(all, "Apply to all mentions of this name (" + editor.n_alike + " events)");
    parts.push(label);
  }
  const empty = editor.find ? "No place of that name is known." : "No place is offered. Type a name or coordinates.";
  parts.push(rows.length ? make("ul", "candidates", ...rows) : make("p", "hint", empty));
  if (editor.now) { parts.push(button("quiet", "None of these: no such place", () => say({ at: editor.at, key: null, everywhere: everywhere() }))); }
  return parts;
};

const dateEditor = (editor, send, say) => {
  const first = input("date", editor.first);
  const last = input("date", editor.last);
  const save = button("quiet strong", "Save", () => {
    const turned = first.value && last.value && last.value < first.value;
    say({ first: turned ? last.value : first.value, last: turned ? first.value : last.value });
  });
  return [make("p", "ask", "When did it take place?"), field("First day", first), field("Last day", last),
    make("div", "finder", save, button("quiet", "Undated", () => say({ first: "", last: "" })))];
};

const typeEditor = (editor, send, say) => {
  const select = make("select", "entry");
  select.setAttribute("aria-label", "Event type");
  const groups = new Map();
  for (const [top, sub] of editor.types) {
    if (!groups.has(top)) {
      const group = make("optgroup", "");
      group.label = top;
      groups.set(top, group);
      select.append(group);
    }
    const option = make("option", "", sub);
    option.value = JSON.stringify([top, sub]);
    option.selected = top === editor.now[0] && sub === editor.now[1];
    groups.get(top).append(option);
  }
  const save = button("quiet strong", "Save", () => {
    const [top, sub] = JSON.parse(select.value);
    say({ event_type: top, sub_event_type: sub });
  });
  return [make("p", "ask", "What was it?"), editor.notice ? make("p", "hint", editor.notice) : null, select, make("div", "finder", save)];
};

const noteEditor = (editor, send, say) => {
  const area = make("textarea", "entry");
  area.value = editor.note;
  area.rows = 3;
  area.maxLength = 2000;
  area.setAttribute("aria-label", "Note");
  return [make("p", "ask", "Note"), area, make("div", "finder", button("quiet strong", "Save", () => say({ note: area.value })))];
};

const editorOf = (editor, send) => {
  const make_ = { place: placeEditor, date: dateEditor, type: typeEditor, note: noteEditor }[editor.what];
  const say = (value) => send("say", { event_id: editor.event_id, what: editor.what, ...value });
  const box = make("div", "editor", ...make_(editor, send, say), button("quiet close", "Cancel", () => send("edit", { what: "" })));
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "Correct the " + editor.what);
  box.onkeydown = (event) => {
    if (event.key === "Escape") { send("edit", { what: "" }); }
    event.stopPropagation();
  };
  return box;
};

const saidOf = (said, send) => {
  if (!said) { return null; }
  const line = make("div", "said-line", make("span", "", said.words), button("quiet", "Undo", () => send("retract", said.number)));
  line.setAttribute("role", "status");
  return line;
};

// Accept, reject and change, always within reach below the passage.
const reviewBar = (review, send, keys) => {
  const say = (verdict) => () => send("say", { event_id: review.event_id, what: "verdict", verdict });
  const edit = (what, at) => () => send("edit", { event_id: review.event_id, what, at });
  const toggled = (verdict) => say(review.verdict === verdict ? "open" : verdict);
  const accept = button("quiet" + (review.verdict === "accepted" ? " on" : ""), "Accept", toggled("accepted"), "Accept" + (keys ? " (A)" : ""));
  const reject = button("quiet" + (review.verdict === "rejected" ? " on" : ""), "Reject", toggled("rejected"), "Reject" + (keys ? " (R)" : ""));
  accept.setAttribute("aria-pressed", String(review.verdict === "accepted"));
  reject.setAttribute("aria-pressed", String(review.verdict === "rejected"));
  const bar = make("div", "review-bar", accept, reject, make("span", "gap", ""));
  const at = review.place_at;
  for (const [label, what, number] of [["Place", "place", at], ["Date", "date", null], ["Type", "type", null]]) {
    bar.append(button("quiet", label + "…", edit(what, number), "Change the " + what));
  }
  bar.append(button("quiet", review.note ? "Note ✓" : "Note…", edit("note", null), review.note ? "Change the note" : "Add a note"));
  if (review.retract) { bar.append(button("quiet", review.retract.words, () => send("retract", review.retract.number))); }
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "Review of this event");
  return bar;
};
