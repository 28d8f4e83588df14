// Light and dark: as the system has it, until somebody chooses.
import type { Theme } from '../data/colors.ts';

const key = 'narthex-preview-theme';
const system = window.matchMedia('(prefers-color-scheme: light)');

/** The theme of the page now. */
export function theme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return system.matches ? 'light' : 'dark';
}

/** Takes up what was chosen before, and tells of every change. */
export function watchTheme(changed: () => void): void {
  const chosen = stored();
  if (chosen !== null) document.documentElement.dataset.theme = chosen;
  system.addEventListener('change', changed);
}

/** Takes the other theme, and keeps it. */
export function toggleTheme(): void {
  const other: Theme = theme() === 'light' ? 'dark' : 'light';
  document.documentElement.dataset.theme = other;
  try {
    window.localStorage.setItem(key, other);
  } catch {
    // A browser that keeps nothing shows it until the page is closed.
  }
}

function stored(): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Colours of what is drawn on a canvas, which no style sheet reaches. */
export function canvasColors(): { readonly text: string; readonly grid: string; readonly panel: string } {
  return theme() === 'light'
    ? { text: '#5a5f66', grid: 'rgba(36, 41, 46, 0.09)', panel: '#ffffff' }
    : { text: '#9fa3ae', grid: 'rgba(204, 204, 220, 0.09)', panel: '#181b1f' };
}
