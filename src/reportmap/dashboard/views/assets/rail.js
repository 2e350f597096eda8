const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

const visibleRows = (rows, open, query) => {
  if (query) {
    const wanted = fold(query);
    const kept = new Set();
    for (const row of rows) {
      if (fold(row.label + "\n" + (row.aliases || "")).includes(wanted)) {
        for (let at = row; at; at = rows.find((other) => other.value === at.parent)) { kept.add(at.value); }
      }
    }
    return rows.filter((row) => kept.has(row.value));
  }
  return rows.filter((row) => {
    for (let at = row; at.parent; ) {
      if (!open.has(at.parent)) { return false; }
      at = rows.find((other) => other.value === at.parent);
    }
    return true;
  });
};

const valueLine = (group, row, state, redraw, change) => {
  const byValue = new Map(group.rows.map((other) => [other.value, other]));
  let implied = false;
  for (let at = byValue.get(row.parent); at; at = byValue.get(at.parent)) { implied = implied || at.checked; }
  const box = make("input", "");
  box.type = "checkbox";
  box.checked = row.checked || implied;
  box.disabled = implied;
  box.onchange = () => {
    const chosen = group.rows.filter((other) => other.value === row.value ? box.checked : other.checked);
    change({ facet: group.facet, values: chosen.map((other) => other.value) });
  };
  const name = make("span", "name", make("bdi", "", row.label));
  name.title = row.label;
  const count = make("span", "n", row.count.toLocaleString("en"));
  count.setAttribute("aria-label", row.count + " events");
  const label = make("label", "", box, row.mark ? typeMark(row.mark, row.color) : null, name, count);
  const line = make("li", "value" + (row.count ? "" : " zero"));
  line.dataset.value = row.value;
  line.style.paddingLeft = 2 + 14 * (row.level || 0) + "px";
  const hasChildren = group.is_tree && group.rows.some((other) => other.parent === row.value);
  if (group.is_tree) {
    const isOpen = state.open.has(row.value);
    const toggle = button("fold", hasChildren ? (isOpen ? "▾" : "▸") : "", () => {
      if (isOpen) { state.open.delete(row.value); } else { state.open.add(row.value); }
      redraw();
    }, (isOpen ? "Hide the places of " : "Show the places of ") + row.label);
    if (!hasChildren) { toggle.disabled = true; toggle.setAttribute("aria-hidden", "true"); }
    line.append(toggle);
  }
  line.append(label);
  return line;
};

const FIND_MILLISECONDS = 350;

const groupOf = (group, states, change, look) => {
  if (!states.has(group.facet)) {
    states.set(group.facet, { open: new Set(group.open || []), query: "", folded: !group.is_open, scroll: 0 });
  }
  const state = states.get(group.facet);
  const details = make("details", "");
  details.open = !state.folded;
  details.dataset.facet = group.facet;
  details.ontoggle = () => { state.folded = !details.open; };
  details.append(make("summary", "", group.title, make("span", "hint", group.hint)));
  const list = make("ul", "values");
  list.onscroll = () => { state.scroll = list.scrollTop; };
  const redraw = () => {
    const rows = visibleRows(group.rows, state.open, state.query);
    list.replaceChildren(...rows.map((row) => valueLine(group, row, state, redraw, change)));
    if (group.n_more) { list.append(make("li", "nothing", group.n_more.toLocaleString("en") + " more: type to find them")); }
    if (!rows.length) { list.append(make("li", "nothing", "No value like this")); }
  };
  if (group.find) {
    const find = make("input", "find");
    find.type = "search";
    find.placeholder = group.find;
    find.setAttribute("aria-label", group.find);
    find.value = state.query;
    find.oninput = () => {
      state.query = find.value;
      redraw();
      clearTimeout(state.timer);
      const isLost = group.is_tree && find.value.trim().length > 2 && !visibleRows(group.rows, state.open, find.value).length;
      if (group.n_more || isLost) { state.timer = setTimeout(() => look({ facet: group.facet, text: find.value }), FIND_MILLISECONDS); }
    };
    details.append(find);
  }
  redraw();
  details.append(list);
  requestAnimationFrame(() => { list.scrollTop = state.scroll; });
  return details;
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = rootOf(parentElement, "rail");
  root.states = root.states || new Map();
  const focused = root.getRootNode().activeElement;
  const place = focused && focused.closest("[data-value]");
  const caret = focused && focused.matches(".find") ? focused.selectionStart : null;
  const group = focused && focused.closest("[data-facet]");
  const change = (value) => setTriggerValue("change", value);
  root.replaceChildren(...data.groups.map((item) => groupOf(item, root.states, change, (text) => setTriggerValue("find", text))));
  if (caret !== null && group) {
    const find = root.querySelector("[data-facet=" + group.dataset.facet + "] .find");
    if (find) { find.focus({ preventScroll: true }); find.setSelectionRange(caret, caret); }
  }
  if (place && group) {
    const again = [...root.querySelectorAll("[data-facet]")].find((e) => e.dataset.facet === group.dataset.facet);
    const line = again && [...again.querySelectorAll("[data-value]")].find((e) => e.dataset.value === place.dataset.value);
    const box = line && line.querySelector("input");
    if (box) { box.focus({ preventScroll: true }); }
  }
}
