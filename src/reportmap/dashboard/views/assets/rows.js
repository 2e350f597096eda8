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
