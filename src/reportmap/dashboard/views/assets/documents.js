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
  const draw = () => {
    root.dataset.query = find.value;
    const wanted = find.value.toLowerCase();
    const shown = data.documents.filter((doc) => (doc.title + " " + doc.source).toLowerCase().includes(wanted));
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
  draw();
  const old = root.querySelector(".scroll");
  const top = old ? old.scrollTop : null;
  const body = make("div", "scroll", list);
  root.replaceChildren(make("div", "head", make("h2", "", data.title)), make("div", "head", find), body);
  if (top !== null) {
    body.scrollTop = top;
  } else {
    const chosen = [...list.querySelectorAll(".doc")].find((element) => element.getAttribute("aria-current") === "true");
    if (chosen) { chosen.scrollIntoView({ block: "nearest" }); }
  }
}
