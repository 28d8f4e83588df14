/** A text as a regular expression that matches just it, for RE2 (Prometheus, Alertmanager) and JavaScript alike. */
export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
