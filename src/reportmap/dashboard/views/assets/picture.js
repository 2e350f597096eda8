const svg = (tag, attributes, ...children) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) { element.setAttribute(name, value); }
  element.append(...children);
  return element;
};

const picture = (side, size) => {
  // A small map: outlines, discs with their counts, and names where there is room.
  const map = side.map;
  const shapes = ["land", "provinces", "borders", "disputed"].map((name) => svg("path", { d: map[name], class: name }));
  for (const disc of [...map.discs].sort((a, b) => b.radius - a.radius)) {
    const circle = svg("circle", { cx: disc.x, cy: disc.y, r: disc.radius, class: "disc" });
    circle.append(svg("title", {}, disc.count ? disc.name + ": " + disc.count : disc.name));
    shapes.push(circle);
    if (disc.count && disc.radius > 7) {
      shapes.push(svg("text", { x: disc.x, y: disc.y + 4, class: "n" }, String(disc.count)));
    }
  }
  for (const disc of map.discs) {
    if (disc.label) { shapes.push(svg("text", { x: disc.x, y: disc.y + disc.radius + 12, class: "name" }, disc.label)); }
  }
  return svg("svg", { viewBox: "0 0 " + size[0] + " " + size[1], role: "img", "aria-label": side.alt }, ...shapes);
};
