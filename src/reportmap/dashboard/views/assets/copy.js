const byHand = (text) => {
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
};

export default function (component) {
  const root = rootOf(component.parentElement, "");
  const copy = button("copy", "Copy link", async () => {
    const link = window.location.href;
    let copied = false;
    try {
      await navigator.clipboard.writeText(link);
      copied = true;
    } catch (error) {
      copied = byHand(link);
    }
    copy.textContent = copied ? "Copied" : "Copy it from the address bar";
    setTimeout(() => { copy.textContent = "Copy link"; }, 2000);
  });
  root.replaceChildren(copy);
}
