const runOf = (run, open) => {
  const element = make("span", run.is_heading ? "head-line" : "");
  for (const segment of run.segments) {
    element.append(segment.marks.length ? make("span", "said " + segment.marks.join(" "), segment.text) : segment.text);
  }
  if (run.event_ids.length) {
    element.classList.add("reports");
    element.tabIndex = 0;
    element.setAttribute("role", "button");
    element.title = "Show on the map" + (run.event_ids.length > 1 ? " (" + run.event_ids.length + " events, the first opens)" : "");
    element.dataset.events = run.event_ids.join(" ");
    element.onclick = () => open(run.event_ids[0]);
    element.onkeydown = (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(run.event_ids[0]); }
    };
  }
  return element;
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const view = data.view;
  const root = rootOf(parentElement, "panel");
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", "The whole report");
  const source = make("p", "cite", view.source);
  if (view.url) {
    const link = make("a", "", "source");
    link.href = view.url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    source.append(" · ", link);
  }
  const text = make("div", "text", make("h3", "", make("bdi", "", view.title)), source);
  for (const section of view.sections) {
    const element = make("div", "section");
    element.dataset.kind = section.kind;
    if (section.kind !== "body" && section.kind !== "title") {
      element.append(make("h4", "", section.label + (section.author ? ", " + section.author : "")));
    }
    const words = make("bdi", "", ...section.runs.map((run) => runOf(run, (id) => setTriggerValue("open", id))));
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
  root.replaceChildren(make("div", "head", make("h2", "", data.title)), key, body);
  const shown = data.event && [...body.querySelectorAll("[data-events]")].find((e) => e.dataset.events.split(" ").includes(data.event));
  if (shown) {
    shown.classList.add("shown");
    body.scrollTop = shown.offsetTop - body.offsetTop - body.clientHeight / 3;
  }
}
