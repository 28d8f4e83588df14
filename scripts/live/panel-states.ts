import type { PanelState } from '../verify/question.ts';
import { byPanel, type PanelLooks } from './by-panel.ts';
import { isBroken, type Seen, states } from './classify.ts';

/** The states of all panels, in the order in which they stand on their boards. */
export function panelStates(seen: readonly Seen[]): PanelState[] {
  return byPanel(seen)
    .filter(([{ look }]) => look.shown !== undefined)
    .map(panelState);
}

function panelState(looks: PanelLooks): PanelState {
  const wholes = looks.filter(({ look }) => look.choice.whole);
  const shows = representative(looks, wholes);
  const { look, state, query, detail } = shows;
  return {
    dashboard: look.board.uid,
    id: look.shown?.id ?? 0,
    title: `${look.board.title} / ${look.panel}`,
    state,
    range: look.range.name,
    choice: look.choice.text,
    query: query?.expr.replace(/\s+/g, ' ') ?? '',
    detail,
    ranges: Object.fromEntries(wholes.map((each) => [each.look.range.name, each.state])),
  };
}

/** The look that stands for a panel: one that is broken, else the shortest range; zeros are its state only where they are all there is. */
function representative(looks: PanelLooks, wholes: readonly Seen[]): Seen {
  const broken = looks.find(isBroken);
  if (broken !== undefined) return broken;
  const [first] = looks;
  return first.state === 'ZERO' ? (wholes.find(({ state }) => state === 'OK') ?? first) : first;
}

/** How many panels are in which state, the worst first: `1 EMPTY, 2 ZERO, 18 OK`. */
export function countStates(panels: readonly PanelState[]): string {
  const counted = states.map((state) => [panels.filter((panel) => panel.state === state).length, state] as const);
  return counted
    .filter(([count]) => count > 0)
    .map(([count, state]) => `${count} ${state}`)
    .join(', ');
}
