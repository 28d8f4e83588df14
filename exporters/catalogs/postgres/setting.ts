import { type GaugeDefinition, gauge, open } from '@narthex/instrumentation';

const labels = { server: open({ typically: 1 }) };
type Setting = GaugeDefinition<typeof labels>;

/** A setting of PostgreSQL that is on (1) or off (0). */
export function flag(name: string): Setting {
  return gauge(`pg_settings_${name}`, `Whether the setting ${name} is on.`, { labels, key: [], range: [0, 1] });
}

/** A setting of PostgreSQL that is a number. The exporter turns sizes into bytes and times into seconds, and says so in the name. */
export function number(name: string, unit?: 'bytes' | 'seconds'): Setting {
  const help = `The setting ${name}.`;
  if (unit === undefined) return gauge(`pg_settings_${name}`, help, { labels, key: [] });
  return gauge(`pg_settings_${name}_${unit}`, help, { unit, labels, key: [] });
}
