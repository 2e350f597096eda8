export default function (component) {
  const root = rootOf(component.parentElement, "");
  root.replaceChildren(button("copy", "Print or save as PDF", () => window.print(), "Print this comparison on one page, or save it as a PDF"));
}
