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
  if (data.rows.length > 1 && data.orders.length) { head.append(select); }

  const list = make("ol", "events", ...data.rows.map((row) => eventRow(row, (id) => setTriggerValue("open", id))));
  const chosen = data.chosen && [...list.querySelectorAll("button")].find((e) => e.dataset.event === data.chosen);
  if (chosen) {
    chosen.classList.add("chosen");
    chosen.setAttribute("aria-current", "true");
  }
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
  if (returned && root.dataset.returned !== data.returned) { returned.scrollIntoView({ block: "nearest" }); }
  root.dataset.returned = data.returned || "";
}
