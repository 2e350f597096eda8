// Steps the dates of the filters. While it plays, the next step waits for the answer to the one before.
const PAUSE_MILLISECONDS = 900;

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = rootOf(parentElement, "play");
  const state = root.state = root.state || { playing: false, timer: 0, step: null };
  const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  state.step = state.step || data.step;
  clearTimeout(state.timer);
  const send = (from_start) => setTriggerValue("step", { step: state.step, playing: state.playing, from_start });
  if (state.playing && data.is_last) { state.playing = false; setTriggerValue("stop", true); }
  if (state.playing) { state.timer = setTimeout(() => send(false), PAUSE_MILLISECONDS); }

  const focused = root.getRootNode().activeElement;
  const kept = focused && focused.dataset ? focused.dataset.part : null;
  const choice = make("select", "");
  choice.setAttribute("aria-label", "Step through time by");
  for (const step of data.steps) {
    const option = make("option", "", step);
    option.value = step;
    option.selected = step === state.step;
    choice.append(option);
  }
  choice.onchange = () => { state.step = choice.value; };
  const play = button("", state.playing ? "Stop" : "Play", () => {
    state.playing = !state.playing;
    clearTimeout(state.timer);
    if (state.playing) { send(data.is_last); } else { setTriggerValue("stop", true); }
    play.textContent = state.playing ? "Stop" : "Play";
    play.setAttribute("aria-pressed", String(state.playing));
  });
  play.setAttribute("aria-pressed", String(state.playing));
  const next = button("", "Next " + "›", () => { state.playing = false; send(data.is_last); }, "Next period");
  choice.dataset.part = "step";
  play.dataset.part = "play";
  next.dataset.part = "next";
  // Whoever asked for less motion steps by hand.
  root.replaceChildren(make("label", "", "Through time by ", choice), isStill ? "" : play, next);
  const again = kept ? root.querySelector("[data-part=" + kept + "]") : null;
  if (again) { again.focus({ preventScroll: true }); }
  return () => { clearTimeout(state.timer); };
}
