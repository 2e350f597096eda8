export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = rootOf(parentElement, "panel");
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", "Reports");
  const list = make("ol", "events");
  const find = make("input", "find");
  find.type = "search";
  find.placeholder = "Find a report or publisher";
  find.setAttribute("aria-label", find.placeholder);
  find.value = root.dataset.query || "";
  const orders = {
    added: ["In the order added", () => 0],
    newest: ["Newest first", (a, b) => b.day.localeCompare(a.day)],
    oldest: ["Oldest first", (a, b) => (a.day || "9").localeCompare(b.day || "9")],
    most: ["Most events first", (a, b) => b.n_events - a.n_events],
    title: ["By title", (a, b) => a.title.localeCompare(b.title)],
  };
  const order = make("select", "quiet", ...Object.entries(orders).map(([value, [label]]) => {
    const option = make("option", "", label);
    option.value = value;
    return option;
  }));
  order.setAttribute("aria-label", "Sort the reports");
  order.value = root.dataset.order || "added";
  const draw = () => {
    root.dataset.query = find.value;
    root.dataset.order = order.value;
    const wanted = find.value.toLowerCase();
    const shown = data.documents.filter((doc) => (doc.title + " " + doc.source).toLowerCase().includes(wanted))
      .sort(orders[order.value][1]);
    list.replaceChildren(...shown.map((doc) => {
      const element = button("doc", "", () => setTriggerValue("pick", doc.document_id));
      element.dataset.document = doc.document_id;
      element.setAttribute("aria-current", String(doc.document_id === data.chosen));
      element.append(make("b", "", make("bdi", "", doc.title)), make("span", "", make("bdi", "", doc.source)), make("span", "", doc.counts));
      return make("li", "", element);
    }));
    if (!shown.length) { list.append(make("li", "none", "No report like this")); }
  };
  find.oninput = draw;
  order.onchange = draw;
  draw();
  const old = root.querySelector(".scroll");
  const top = old ? old.scrollTop : null;
  const body = make("div", "scroll", list);
  root.replaceChildren(make("div", "head", make("h2", "", data.title), order), make("div", "head", find), body);
  if (top !== null) {
    body.scrollTop = top;
  } else {
    const chosen = [...list.querySelectorAll(".doc")].find((element) => element.getAttribute("aria-current") === "true");
    if (chosen) { chosen.scrollIntoView({ block: "nearest" }); }
  }
}
