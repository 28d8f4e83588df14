// Who is at a control stays there when the page around it is made anew.

const controls = 'a, button, input, select, summary, [tabindex]';

/** Changes what stands in a part of the page. Whoever was in it is then at the control of the same name, else at the first one. */
export function keepingFocus(part: HTMLElement, change: () => void): void {
  const before = document.activeElement;
  const name = before !== null && part.contains(before) ? nameOf(before) : undefined;
  change();
  if (name === undefined || (before?.isConnected && document.activeElement === before)) return;
  const all = [...part.querySelectorAll<HTMLElement>(controls)];
  (all.find((each) => nameOf(each) === name) ?? all[0])?.focus({ preventScroll: true });
}

/** A control by what it is about: what is chosen in it stands behind a colon. */
function nameOf(element: Element): string {
  return element.id || element.getAttribute('aria-label')?.split(':')[0] || element.textContent || '';
}
