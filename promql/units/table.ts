/** A unit of Grafana, and of which values it says what they show. */
export interface PanelUnit {
  /** Grafana's id of it. */
  readonly unit: string;
  /** The base units, as in `Unit`; no exponent at all is a plain number. */
  readonly powers: Readonly<Record<string, number>>;
  /** How many of the numbers make one of the base unit. Default 1. */
  readonly scale?: number;
  /** A point in time; Grafana wants milliseconds since 1970. */
  readonly instant?: true;
  /** Of plain numbers only shares of a whole, or only counts that are shown as one number each, not on an axis. */
  readonly only?: 'share' | 'number';
  /** Only of metrics whose names match: what they count has a unit of its own. */
  readonly named?: RegExp;
  /** A panel may choose it for whatever it shows. */
  readonly fitsAll?: true;
}

/**
 * The units of Grafana that the checker knows. The first one that fits a query is the unit of its panel; the others that fit it are finer
 * words for the same, which a panel may choose without a reason. Units that are not listed are taken as they are.
 */
export const panelUnits: readonly PanelUnit[] = [
  { unit: 's', powers: { seconds: 1 } },
  { unit: 'dtdurations', powers: { seconds: 1 } },
  { unit: 'ms', powers: { seconds: 1 }, scale: 1000 },
  { unit: 'm', powers: { seconds: 1 }, scale: 1 / 60 },
  { unit: 'h', powers: { seconds: 1 }, scale: 1 / 3600 },
  { unit: 'd', powers: { seconds: 1 }, scale: 1 / 86_400 },
  { unit: 'dateTimeFromNow', powers: { seconds: 1 }, instant: true, scale: 1000, fitsAll: true },

  { unit: 'bytes', powers: { bytes: 1 } },
  { unit: 'decbytes', powers: { bytes: 1 } },
  { unit: 'bits', powers: { bytes: 1 }, scale: 8 },
  { unit: 'decbits', powers: { bytes: 1 }, scale: 8 },
  { unit: 'Bps', powers: { bytes: 1, seconds: -1 } },
  { unit: 'binBps', powers: { bytes: 1, seconds: -1 } },
  { unit: 'bps', powers: { bytes: 1, seconds: -1 }, scale: 8 },
  { unit: 'binbps', powers: { bytes: 1, seconds: -1 }, scale: 8 },

  { unit: 'percentunit', powers: {}, only: 'share' },
  { unit: 'percent', powers: {}, scale: 100, only: 'share' },
  { unit: 'none', powers: {}, only: 'number', fitsAll: true },
  { unit: 'short', powers: {}, fitsAll: true },

  { unit: 'reqps', powers: { seconds: -1 }, named: /requests?(_|$)/ },
  { unit: 'rowsps', powers: { seconds: -1 }, named: /rows?(_|$)|_tup_/ },
  { unit: 'pps', powers: { seconds: -1 }, named: /packets?(_|$)/ },
  { unit: 'cps', powers: { seconds: -1 } },
  { unit: 'ops', powers: { seconds: -1 } },
  { unit: 'rps', powers: { seconds: -1 } },
  { unit: 'wps', powers: { seconds: -1 } },
  { unit: 'iops', powers: { seconds: -1 } },
  { unit: 'eps', powers: { seconds: -1 } },
  { unit: 'mps', powers: { seconds: -1 } },

  { unit: 'celsius', powers: { celsius: 1 } },
  { unit: 'volt', powers: { volts: 1 } },
  { unit: 'amp', powers: { amperes: 1 } },
  { unit: 'joule', powers: { joules: 1 } },
  { unit: 'watt', powers: { joules: 1, seconds: -1 } },
  { unit: 'lengthm', powers: { meters: 1 } },
  { unit: 'massg', powers: { grams: 1 } },
  { unit: 'currencyUSD', powers: { dollars: 1 } },
  { unit: 'currencyEUR', powers: { euros: 1 } },
];
