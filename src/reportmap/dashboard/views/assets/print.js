export default function (component) {
  const root = rootOf(component.parentElement, "");
  root.replaceChildren(button("copy", "Print or save as PDF", () => window.print()));
}
