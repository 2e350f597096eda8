const nameRow = (item, data, send) => {
  const line = make("li", "lost");
  const choose = () => send("edit", { event_id: item.event_ids[0], what: "place", at: item.at });
  line.append(
    make("div", "top", make("span", "what", "“", make("bdi", "", item.name), "”"), make("span", "when", item.words),
      button("quiet", "Choose place", choose, "Choose a place for " + item.name)),
    make("div", "where", item.near || "nowhere near"),
    make("div", "hint", item.reason));
  const editor = data.editor;
  if (editor && editor.event_id === item.event_ids[0] && editor.at === item.at) { line.append(editorOf(editor, send)); }
  const events = make("ol", "events", ...item.rows.map((row) => eventRow(row, (id) => send("open", id))));
  const more = item.event_ids.length - item.rows.length;
  const details = make("details", "told", make("summary", "", item.rows.length === 1 && !more ? "The event" : "The events"), events,
    more > 0 ? make("p", "hint", more.toLocaleString("en") + " more; choosing a place is for all of them") : null);
  line.append(details);
  return line;
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = rootOf(parentElement, "panel");
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", "Not on the map");
  const head = make("div", "head", make("h2", "", data.title, make("small", "", data.subtitle)),
    button("quiet", "Show all", () => setTriggerValue("clear", true), "Show all events again"));
  const body = make("div", "scroll");
  for (const group of data.groups) {
    if (!group.names.length) { continue; }
    body.append(make("h3", "group", group.title), make("ul", "lost-names", ...group.names.map((item) => nameRow(item, data, setTriggerValue))));
  }
  if (data.n_more) { body.append(make("p", "hint", data.n_more.toLocaleString("en") + " more names; narrow the filters to see them")); }
  if (data.unnamed.length) {
    const rows = data.unnamed.map((row) => {
      const item = eventRow(row, (id) => setTriggerValue("open", id));
      const choose = button("quiet", "Choose place", () => setTriggerValue("edit", { event_id: row.event_id, what: "place", at: null }));
      item.append(make("div", "choose", choose));
      if (data.editor && data.editor.event_id === row.event_id && data.editor.at === null) { item.append(editorOf(data.editor, setTriggerValue)); }
      return item;
    });
    body.append(make("h3", "group", "No place in the text"), make("ol", "events", ...rows));
    if (data.n_more_unnamed) { body.append(make("p", "hint", data.n_more_unnamed.toLocaleString("en") + " more; narrow the filters to see them")); }
  }
  if (!body.childNodes.length) { body.append(make("p", "none", data.empty)); }
  const top = root.querySelector(".scroll")?.scrollTop || 0;
  root.replaceChildren(...[head, body, saidOf(data.said, setTriggerValue)].filter(Boolean));
  body.scrollTop = top;
  const editor = root.querySelector(".editor");
  if (editor && root.dataset.editor !== data.editor.event_id + data.editor.at) { editor.scrollIntoView({ block: "nearest" }); }
  root.dataset.editor = editor ? data.editor.event_id + data.editor.at : "";
}
