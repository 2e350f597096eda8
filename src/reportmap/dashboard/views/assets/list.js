const eventRow = (row, open) => {
  const foot = make("div", "foot",
    ...row.tags.map((tag) => make("span", "tag", tag)),
    row.killed ? make("span", "", row.killed + " killed") : null,
    row.who ? make("span", "", "says " + row.who) : null,
    make("span", "", "score " + row.score.toFixed(2)),
    row.n_sources > 1 ? make("span", "", row.n_sources + " sources") : null);
  const element = button("event" + (row.is_drawn ? "" : " faint"), "", () => open(row.event_id));
  element.dataset.event = row.event_id;
  element.append(
    make("div", "top", typeMark(row.mark, row.color), make("span", "what", row.what),
      make("span", "when" + (row.is_coarse ? " coarse" : ""), row.when)),
    make("div", "where", row.where),
    make("div", "line", make("bdi", "", row.line)),
    foot);
  return make("li", "", element);
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = rootOf(parentElement, "panel");
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", "Events");
  const head = make("div", "head", make("h2", "", data.title, data.subtitle ? make("small", "", data.subtitle) : null));
  if (data.clearable) {
    head.append(button("quiet", "Show all", () => setTriggerValue("clear", true), "Show all events again"));
  }
  const select = make("select", "quiet");
  select.setAttribute("aria-label", "Sort the list");
  for (const [value, label] of data.orders) {
    const option = make("option", "", label);
    option.value = value;
    option.selected = value === data.order;
    select.append(option);
  }
  select.onchange = () => setTriggerValue("order", select.value);
  if (data.rows.length > 1) { head.append(select); }

  const list = make("ol", "events", ...data.rows.map((row) => eventRow(row, (id) => setTriggerValue("open", id))));
  const body = make("div", "scroll", data.rows.length ? list : make("p", "none", data.empty));
  root.replaceChildren(head, body);
  if (data.n_pages > 1) {
    const turn = (step) => () => setTriggerValue("page", data.page + step);
    const back = button("quiet", "‹ Back", turn(-1));
    const more = button("quiet", "More ›", turn(1));
    back.disabled = data.page <= 1;
    more.disabled = data.page >= data.n_pages;
    root.append(make("div", "pager", back, make("span", "", data.range), more));
  }
  const returned = data.returned && [...list.querySelectorAll("button")].find((e) => e.dataset.event === data.returned);
  if (returned && root.dataset.returned !== data.returned) { returned.scrollIntoView({ block: "center" }); }
  root.dataset.returned = data.returned || "";
}
