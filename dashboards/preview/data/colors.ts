// The colours that dashboards call by name, in both themes.

/** Light or dark. */
export type Theme = 'light' | 'dark';

/** Shades from the lightest to the darkest: the dark theme takes the first five, the light theme the last five. */
const hues = {
  red: ['#ffa6b0', '#ff7383', '#f2495c', '#e02f44', '#c4162a', '#ad0317'],
  orange: ['#ffcb7d', '#ffb357', '#ff9830', '#ff780a', '#fa6400', '#e55400'],
  yellow: ['#fff899', '#ffee52', '#fade2a', '#f2cc0c', '#e0b400', '#cc9d00'],
  green: ['#c8f2c2', '#96d98d', '#73bf69', '#56a64b', '#37872d', '#19730e'],
  blue: ['#c0d8ff', '#8ab8ff', '#5794f2', '#3274d9', '#1f60c4', '#1250b0'],
  purple: ['#deb6f2', '#ca95e5', '#b877d9', '#a352cc', '#8f3bb8', '#7c2ea3'],
} as const;
const shades = ['super-light-', 'light-', '', 'semi-dark-', 'dark-'] as const;

/** What the page itself is made of; the style sheet has the same values. */
const surfaces = {
  dark: { text: '#ccccdc', 'panel-bg': '#181b1f', transparent: '#181b1f' },
  light: { text: '#24292e', 'panel-bg': '#ffffff', transparent: '#ffffff' },
} as const;

/** Names that CSS knows as well, where dashboards use them without meaning a hue from above. */
const native: Readonly<Record<string, string>> = {
  white: '#ffffff',
  black: '#000000',
  gray: '#808080',
  grey: '#808080',
  pink: '#ffc0cb',
  teal: '#008080',
  cyan: '#00ffff',
  magenta: '#ff00ff',
  brown: '#a52a2a',
};

const named: Readonly<Record<Theme, ReadonlyMap<string, string>>> = { dark: names('dark'), light: names('light') };

function names(theme: Theme): ReadonlyMap<string, string> {
  const first = theme === 'dark' ? 0 : 1;
  const all = Object.entries(hues).flatMap(([hue, colors]) =>
    shades.map((shade, index) => [`${shade}${hue}`, colors[first + index] ?? colors[0]] as const),
  );
  return new Map<string, string>([...Object.entries(native), ...all, ...Object.entries(surfaces[theme])]);
}

/** A colour as dashboards name it, as `#rrggbb` or what CSS takes otherwise. What nobody knows is grey. */
export function colorOf(name: string, theme: Theme): string {
  const known = named[theme].get(name);
  if (known !== undefined) return known;
  if (/^#[0-9a-f]{3}$/i.test(name)) return `#${[...name.slice(1)].map((digit) => digit + digit).join('')}`;
  return /^(#[0-9a-f]{6,8}|rgba?\([\d\s.,%]+\))$/i.test(name) ? name : '#808080';
}

/** Grafana's classic palette, in its order. */
const palette = [
  ...'green yellow blue orange red purple dark-green dark-yellow dark-blue dark-orange dark-red dark-purple'.split(' '),
  ...'super-light-green super-light-yellow super-light-blue super-light-orange super-light-red super-light-purple'.split(
    ' ',
  ),
  ...'#447ebc #c15c17 #890f02 #0a437c #6d1f62 #584477 #b7dbab #f4d598 #70dbed #f9ba8f #f29191 #82b5d8'.split(' '),
  ...'#e5a8e2 #aea2e0 #629e51 #e5ac0e #64b0c8 #e0752d #bf1b00 #0a50a1 #962d82 #614d93 #9ac48a #f2c96d'.split(' '),
  ...'#65c5db #f9934e #ea6460 #5195ce #d683ce #806eb7 #3f6833 #967302 #2f575e #99440a #58140c #052b51'.split(' '),
  ...'#511749 #3f2b5b #e0f9d7 #fceaca #cffaff #f9e2d2 #fce2de #badff4 #f9d9f9 #dedaf7'.split(' '),
];

const readable: Readonly<Record<Theme, readonly string[]>> = { dark: onSurface('dark'), light: onSurface('light') };

function onSurface(theme: Theme): readonly string[] {
  const background = surfaces[theme]['panel-bg'];
  return palette.filter((name) => contrast(colorOf(name, theme), background) >= 3);
}

/** The colour of the n-th series. */
export function seriesColor(index: number): string {
  return palette[index % palette.length] ?? 'green';
}

/**
 * The colours that a series can have by its name alone, its own first, so that it is the same on every panel. Only colours that can be told
 * from the background. The same hash as Grafana's (djb2, from the end of the name), so that its own colour is the same as well.
 */
export function colorsByName(name: string, theme: Theme): readonly string[] {
  let hash = 5381;
  for (let index = name.length - 1; index >= 0; index--) hash = (hash * 33) ^ name.charCodeAt(index);
  const colors = readable[theme];
  const own = (hash >>> 0) % colors.length;
  return [...colors.slice(own), ...colors.slice(0, own)];
}

/** Schemes that run from one colour to the next. */
const schemes: Readonly<Record<string, readonly string[]>> = {
  'continuous-GrYlRd': ['green', 'yellow', 'red'],
  'continuous-RdYlGr': ['red', 'yellow', 'green'],
  'continuous-BlYlRd': ['dark-blue', 'super-light-yellow', 'dark-red'],
  'continuous-YlRd': ['super-light-yellow', 'dark-red'],
  'continuous-BlPu': ['blue', 'purple'],
  'continuous-YlBl': ['super-light-yellow', 'dark-blue'],
  'continuous-blues': ['panel-bg', 'dark-blue'],
  'continuous-reds': ['panel-bg', 'dark-red'],
  'continuous-greens': ['panel-bg', 'dark-green'],
  'continuous-purples': ['panel-bg', 'dark-purple'],
};

/** The colour at a place between 0 and 1 of a scheme; nothing if there is no such scheme. */
export function continuousColor(scheme: string, place: number, theme: Theme): string | undefined {
  const stops = schemes[scheme];
  return (
    stops &&
    blend(
      stops.map((name) => colorOf(name, theme)),
      place,
    )
  );
}

/** The colour at a place between 0 and 1 of a row of colours `#rrggbb`. */
export function blend(stops: readonly string[], place: number): string {
  const position = Math.min(1, Math.max(0, place)) * (stops.length - 1);
  const index = Math.min(stops.length - 2, Math.floor(position));
  const from = channels(stops[index] ?? '#808080');
  const to = channels(stops[index + 1] ?? stops[index] ?? '#808080');
  const mixed = from.map((channel, at) => Math.round(channel + ((to[at] ?? channel) - channel) * (position - index)));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Red, green and blue of a colour, 0 to 255. */
export function channels(color: string): readonly [number, number, number] {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(color);
  if (hex) return [1, 2, 3].map((group) => Number.parseInt(hex[group] ?? '80', 16)) as [number, number, number];
  const [red = 128, green = 128, blue = 128] = [...color.matchAll(/[\d.]+/g)].map(([digits]) => Number(digits));
  return [red, green, blue];
}

/** A colour that lets so much of what is behind it through: 0 nothing of the colour, 1 all of it. */
export function translucent(color: string, opacity: number): string {
  const [red, green, blue] = channels(color);
  return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
}

/** A channel, 0 to 255, as the amount of light that it is, 0 to 1: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
export function light(channel: number): number {
  const part = channel / 255;
  return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function luminance(color: string): number {
  const [red, green, blue] = channels(color).map(light) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How well two colours can be told apart, 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever is read better on this colour. */
export function inkOn(background: string): string {
  return contrast(background, '#ffffff') >= contrast(background, '#111217') ? '#ffffff' : '#111217';
}

/** The colour, moved towards black or white until it can be read on the panel: text in a light yellow cannot. */
export function readableColor(color: string, theme: Theme): string {
  const background = surfaces[theme]['panel-bg'];
  const goal = theme === 'dark' ? '#ffffff' : '#000000';
  for (let share = 0; share < 1; share += 0.1) {
    const tried = blend([color, goal], share);
    if (contrast(tried, background) >= 4.5) return tried;
  }
  return goal;
}
