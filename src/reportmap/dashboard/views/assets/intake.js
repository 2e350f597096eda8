// Lists that are sent anew several times a second: a row that says the same stays the same element, with its focus.
const keep = (list, rows, draw) => {
  const before = new Map([...list.children].map((item) => [item.dataset.key, item]));
  rows.forEach((row, index) => {
    const key = row.key ?? row.document_id;
    const now = JSON.stringify(row);
    let item = before.get(key);
    if (!item || item.dataset.row !== now) {
      const drawn = draw(row, item);
      drawn.dataset.key = key;
      drawn.dataset.row = now;
      if (item) { item.replaceWith(drawn); }
      item = drawn;
    }
    before.delete(key);
    if (list.children[index] !== item) { list.insertBefore(item, list.children[index] ?? null); }
  });
  for (const gone of before.values()) { gone.remove(); }
};

const group = (label) => {
  const title = make("h3", "", label);
  const list = make("ul", "");
  const more = make("p", "");
  const tools = make("span", "all");
  const element = make("section", "group", make("header", "", title, tools), list, more);
  return { element, title, list, more, tools };
};

const signs = { good: "✓", bad: "✗", "": "·" };
const sign = (tone) => {
  const element = make("span", "sign", signs[tone]);
  element.setAttribute("aria-hidden", "true");
  return element;
};

const line = (row, onOpen) => {
  const name = make("bdi", "", row.name);
  const item = make("li", "", sign(row.tone),
    row.document_id ? button("name", name, () => onOpen(row.document_id)) : make("span", "name", name),
    make("span", "state", row.state),
    row.note ? make("small", "", make("bdi", "", row.note)) : null);
  item.dataset.tone = row.tone;
  return item;
};

const field = (label, type, name, value) => {
  const input = make("input", "");
  input.type = type;
  input.name = name;
  input.value = value || "";
  if (type === "date") { input.min = "1900-01-01"; input.max = "2100-12-31"; } else { input.maxLength = 300; }
  return make("label", "", label, input);
};

const question = (row, before, onOpen) => {
  const typed = (name) => before?.querySelector("input[name=" + name + "]")?.value ?? "";
  const isOpen = !row.is_waiting && row.tone !== "good";
  const fields = make("div", "fields");
  if (isOpen) {
    fields.append(field("Published on", "date", "published", typed("published") || row.published));
    if (!row.publisher) { fields.append(field("Publisher", "text", "publisher", typed("publisher"))); }
    if (!row.title) { fields.append(field("Title", "text", "title", typed("title"))); }
  }
  const item = make("li", "", sign(row.tone), button("name", make("bdi", "", row.name), () => onOpen(row.document_id)),
    make("span", "state", row.is_waiting ? row.state : ""),
    row.note ? make("small", "", make("bdi", "", row.note)) : null,
    !row.is_waiting && row.state ? make("small", "", make("bdi", "", row.state)) : null,
    isOpen ? fields : null);
  item.dataset.tone = row.tone;
  return item;
};

// A list of questions with one button that sends all answers; `isFolded` until it is asked for.
const askingGroup = (act, help, isFolded) => {
  const part = group("");
  const save = button("quiet strong", "Save and read again", () => act("answer", answers(part.list)));
  const words = make("p", "help", help);
  part.element.insertBefore(words, part.list);
  const same = field("Same day for all", "date", "same", "");
  const unfold = button("quiet", "Fill in", () => { part.isOpen = true; part.check(); part.list.querySelector("input")?.focus(); });
  part.tools.append(unfold, same, save);
  part.isOpen = !isFolded;
  const dates = () => [...part.list.querySelectorAll("input[name=published]")];
  part.check = () => {
    const isAsking = part.isOpen && dates().length > 0;
    save.disabled = !answers(part.list).length;
    save.hidden = words.hidden = !isAsking;
    same.hidden = isFolded || !isAsking || dates().length < 2;
    unfold.hidden = part.isOpen;
    part.list.hidden = !part.isOpen;
  };
  same.querySelector("input").onchange = (event) => {
    if (event.target.value) { for (const input of dates()) { input.value = event.target.value; } }
    part.check();
  };
  part.list.addEventListener("input", part.check);
  part.list.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input") && !save.disabled) { event.preventDefault(); save.click(); }
  });
  return part;
};

const skeleton = (root, act) => {
  const headline = make("span", "");
  const detail = make("small", "");
  const status = make("h2", "", headline, detail);
  const stop = button("quiet", "Stop", () => act("stop", true));
  const goOn = button("quiet strong", "", () => act("go_on", true));
  const show = button("quiet", "Show on the map", () => act("show", true));
  const steps = make("div", "steps");
  const idle = make("div", "idle");
  const notice = make("p", "notice");
  const failed = group("");
  const going = group("");
  const done = group("");
  const retry = button("quiet", "", () => act("retry", true));
  failed.tools.append(retry);
  const asked = askingGroup(act, "Days such as “on Monday” in these reports stay open until you say when they were published.", false);
  const alsoAsked = askingGroup(act, "Reports are cited by them, and one publisher counts as one source.", true);
  const body = make("div", "scroll", idle, notice, going.element, asked.element, failed.element, alsoAsked.element, done.element);
  body.tabIndex = 0;
  body.setAttribute("role", "group");
  body.setAttribute("aria-label", "Files and reports");
  const live = make("span", "");
  live.setAttribute("role", "status");
  live.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
  root.replaceChildren(make("div", "head", status, make("div", "buttons", show, goOn, stop)), steps, body, live);
  return { headline, detail, stop, goOn, show, steps, idle, notice, failed, asked, alsoAsked, going, done, retry, live };
};

const answers = (list) => [...list.children].map((item) => {
  const value = (name) => item.querySelector("input[name=" + name + "]")?.value.trim() ?? "";
  const row = JSON.parse(item.dataset.row);
  return {
    document_id: row.document_id, published: value("published"),
    is_new: (value("published") && (value("published") !== row.published || row.tone === "bad")) || value("publisher") || value("title"),
    title: row.title || value("title"), publisher: row.publisher || value("publisher"),
  };
}).filter((answer) => answer.is_new);

const drawSteps = (element, steps) => {
  if (element.children.length !== steps.length) {
    element.replaceChildren(...steps.map((step) => {
      const track = make("div", "track", make("i", ""));
      track.setAttribute("role", "progressbar");
      track.setAttribute("aria-label", step.label);
      return make("div", "step", make("span", "", step.label, make("b", "")), track);
    }));
  }
  steps.forEach((step, index) => {
    const [words, track] = element.children[index].children;
    words.lastChild.textContent = step.n.toLocaleString("en") + " of " + step.of.toLocaleString("en");
    track.setAttribute("aria-valuemin", "0");
    track.setAttribute("aria-valuemax", String(step.of));
    track.setAttribute("aria-valuenow", String(step.n));
    track.firstChild.style.width = (step.of ? Math.min(100, 100 * step.n / step.of) : 0) + "%";
  });
};

const fill = (part, rows, draw) => {
  part.element.hidden = !rows.rows.length;
  part.title.textContent = rows.title;
  keep(part.list, rows.rows, draw);
  part.more.textContent = rows.n_more ? "and " + rows.n_more.toLocaleString("en") + " more" : "";
  part.more.hidden = !rows.n_more;
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = rootOf(parentElement, "panel");
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", "What was added");
  root.act = setTriggerValue;
  root.parts ??= skeleton(root, (name, value) => root.act(name, value));
  const parts = root.parts;
  const run = data.run;
  parts.idle.hidden = Boolean(run);
  for (const part of [parts.steps, parts.failed.element, parts.asked.element, parts.alsoAsked.element, parts.going.element, parts.done.element]) { part.hidden = !run; }
  parts.stop.hidden = !run?.can_stop;
  parts.goOn.hidden = !run?.go_on;
  parts.goOn.textContent = run?.go_on ?? "";
  parts.show.hidden = !run?.can_show;
  parts.notice.hidden = !run?.problem;
  parts.notice.textContent = run?.problem ?? "";
  parts.headline.textContent = run ? run.headline : "Nothing is being added";
  parts.detail.textContent = run ? run.detail : "";
  if (!run) {
    parts.idle.replaceChildren(...data.idle.map((words) => make("p", "", words)));
    return;
  }
  const told = run.is_going ? "Adding reports" : run.headline + ". " + run.detail;
  if (parts.live.textContent !== told) { parts.live.textContent = told; }
  drawSteps(parts.steps, run.steps);
  const open = (id) => root.act("open", id);
  fill(parts.failed, run.failed, (row) => line(row, open));
  parts.retry.hidden = !run.retry;
  parts.retry.textContent = run.retry;
  for (const [part, rows] of [[parts.asked, run.asked], [parts.alsoAsked, run.also_asked]]) {
    fill(part, rows, (row, before) => question(row, before, open));
    part.check();
  }
  fill(parts.going, run.going, (row) => line(row, open));
  fill(parts.done, run.done, (row) => line(row, open));
}
