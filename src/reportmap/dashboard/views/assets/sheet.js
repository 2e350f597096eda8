const as = (role, element) => {
  element.setAttribute("role", role);
  return element;
};

const cell = (index, words, note) => as("cell", make("div", "cell " + "ab"[index], make("b", "", words), note ? make("small", "", note) : null));

const numbers = (rows, names) => {
  const table = as("table", make("div", "numbers"));
  table.setAttribute("aria-label", names.join(" and "));
  for (const row of rows) {
    table.append(as("row", make("div", "row", cell(0, row.words[0], row.notes[0]), as("rowheader", make("div", "what", row.label)), cell(1, row.words[1], row.notes[1]))));
  }
  return table;
};

const bar = (index, share) => {
  const outer = make("span", "bar " + "ab"[index], make("i", ""));
  outer.firstChild.style.width = Math.round(share * 1000) / 10 + "%";
  outer.setAttribute("aria-hidden", "true");
  return outer;
};

const group = (data, names) => {
  const rows = data.rows.map((row) => {
    const label = make("span", "label", row.mark ? typeMark(row.mark, row.color) : null, make("bdi", "", row.label));
    label.title = row.label;
    const line = make("li", "pair",
      make("span", "n", row.counts[0].toLocaleString("en")), bar(0, row.shares[0]), label,
      bar(1, row.shares[1]), make("span", "n", row.counts[1].toLocaleString("en")));
    if (row.color) { line.style.setProperty("--bar", row.color); }
    line.setAttribute("aria-label", row.label + ": " + row.counts[0] + " (" + names[0] + "), " + row.counts[1] + " (" + names[1] + ")");
    return line;
  });
  return make("section", "group", make("h3", "", data.title),
    rows.length ? make("ol", "", ...rows) : make("p", "none", data.empty),
    data.n_more ? make("p", "more", "and " + data.n_more.toLocaleString("en") + " more") : null);
};

export default function (component) {
  const { data, parentElement } = component;
  const root = rootOf(parentElement, "sheet");
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", "Comparison");
  const names = data.sides.map((side) => side.name);
  root.replaceChildren(
    make("p", "title", data.title),
    make("div", "heads", ...data.sides.map((side, index) => make("h2", "ab"[index], make("i", "", "AB"[index]), make("bdi", "", side.name)))),
    numbers(data.numbers, names),
    make("div", "maps", ...data.sides.map((side) => picture(side, data.size))),
    make("p", "under", data.map_note),
    make("div", "groups", ...data.groups.map((item) => group(item, names))),
    make("ul", "notes", ...data.notes.map((words) => make("li", "", make("bdi", "", words)))),
    make("p", "foot", data.foot));
}
