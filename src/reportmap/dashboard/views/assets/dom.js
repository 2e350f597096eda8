// Text reaches the page only through textContent: no document can bring its own markup.
const make = (tag, className, ...children) => {
  const element = document.createElement(tag);
  if (className) { element.className = className; }
  for (const child of children) {
    if (child !== null && child !== undefined && child !== "") {
      element.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }
  return element;
};
const button = (className, label, onClick, title) => {
  const element = make("button", className, label);
  element.type = "button";
  if (title) { element.title = title; element.setAttribute("aria-label", title); }
  element.onclick = onClick;
  return element;
};
const typeMark = (mark, color) => {
  const element = make("span", "type-mark");
  element.dataset.mark = mark;
  element.style.setProperty("--mark-color", color);
  element.setAttribute("aria-hidden", "true");
  return element;
};
const rootOf = (parent, className) => {
  let root = [...parent.children].find((child) => child.classList.contains("root"));
  if (!root) {
    root = make("div", "root");
    parent.append(root);
  }
  root.className = "root " + className;
  return root;
};
