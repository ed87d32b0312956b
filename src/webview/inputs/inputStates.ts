/** What the inputs show, by their names: the host's values, or what a reader typed since. */
import type { FieldView, PanelView } from '../../protocol';
import { isAhead, received, sent, typed, untouched, type Typing } from './typing';

export interface InputState {
  readonly text: string;
  readonly typing: Typing;
}

export type InputStates = ReadonlyMap<string, InputState>;

/** The inputs after a view: each shows the view's value, unless what its reader typed is newer. */
export function afterView(states: InputStates, groups: PanelView['groups']): InputStates {
  const fields = groups.flatMap((group) => group.fields);
  return new Map(fields.map((field) => [field.name, stateAfter(states.get(field.name), field)]));
}

function stateAfter(state: InputState | undefined, { value }: FieldView): InputState {
  if (!state) return { text: value, typing: untouched(value) };
  const { typing, show } = received(state.typing, value);
  return { text: show ? value : state.text, typing };
}

/** The inputs after one of them got another text from its reader. */
export function afterTyping(states: InputStates, name: string, text: string): InputStates {
  const state = states.get(name);
  return state ? withState(states, name, { text, typing: typed(state.typing) }) : states;
}

/** The inputs after the text of one was sent to the host. */
export function afterSending(states: InputStates, name: string): InputStates {
  const state = states.get(name);
  return state ? withState(states, name, { ...state, typing: sent(state.typing, state.text) }) : states;
}

/** The inputs when what was typed no longer counts: the next view's values are shown, even where they are the same as before. */
export function forgotten(states: InputStates): InputStates {
  return new Map([...states].map(([name, { text }]) => [name, { text, typing: untouched(null) }]));
}

/** Whether some input has a text that no view has answered yet. */
export function areAhead(states: InputStates): boolean {
  return [...states.values()].some(({ typing }) => isAhead(typing));
}

function withState(states: InputStates, name: string, state: InputState): InputStates {
  return new Map(states).set(name, state);
}
