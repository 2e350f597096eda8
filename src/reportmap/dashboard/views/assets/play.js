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

  // The controls are made once: whoever plays must be able to press Stop between two steps.
  if (!root.parts) {
    const choice = make("select", "");
    choice.setAttribute("aria-label", "Step through time by");
    const label = make("label", "", "Through time by ", choice);
    const play = button("", "Play", () => root.onPlay());
    const next = button("", "Next " + "›", () => root.onNext(), "Next period");
    root.parts = { choice, play };
    // Whoever asked for less motion steps by hand.
    root.replaceChildren(label, ...(isStill ? [] : [play]), next);
  }
  const { choice, play } = root.parts;
  if (choice.options.length !== data.steps.length) {
    choice.replaceChildren(...data.steps.map((step) => {
      const option = make("option", "", step);
      option.value = step;
      return option;
    }));
  }
  choice.value = state.step;
  choice.onchange = () => { state.step = choice.value; };
  const showState = () => {
    play.textContent = state.playing ? "Stop" : "Play";
    play.setAttribute("aria-pressed", String(state.playing));
  };
  root.onPlay = () => {
    state.playing = !state.playing;
    clearTimeout(state.timer);
    showState();
    if (state.playing) { send(data.is_last); } else { setTriggerValue("stop", true); }
  };
  root.onNext = () => {
    state.playing = false;
    clearTimeout(state.timer);
    showState();
    send(data.is_last);
  };
  showState();
  return () => { clearTimeout(state.timer); };
}
