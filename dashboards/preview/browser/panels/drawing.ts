// What every kind of panel gets to draw with.
import { type FieldConfig, fieldConfig, type Selected } from '../../data/field.ts';
import type { JsonObject } from '../../data/read.ts';
import { object, text } from '../../data/read.ts';
import type { PanelData } from '../query.ts';
import type { Session } from '../session.ts';

/** A panel with what it shows. */
export interface Drawing {
  readonly panel: JsonObject;
  readonly title: string;
  readonly data: PanelData;
  readonly session: Session;
  /** Where to draw; empty, and as large as the panel. */
  readonly place: HTMLElement;
  /** What somebody chose in it, kept from one refresh to the next. */
  readonly kept: Kept;
}

/** Choices inside a panel. */
export interface Kept {
  readonly hidden: Set<string>;
  sort: { readonly column: string; readonly down: boolean } | undefined;
}

/** Draws a panel. What it returns lets go of all that it holds. Says that there is no data by returning nothing. */
export type Draw = (drawing: Drawing) => (() => void) | undefined;

/** How a field of a panel is to be shown. `usual` is what holds for this kind of panel where nobody says otherwise. */
export function configOf({ panel }: Pick<Drawing, 'panel'>, field: Selected, usual: JsonObject = {}): FieldConfig {
  const settings = object(panel, 'fieldConfig');
  return fieldConfig({ ...settings, defaults: { ...usual, ...object(settings, 'defaults') } }, field);
}

/** What stands where there is no data. */
export function noDataText(panel: JsonObject): string {
  return text(panel, 'fieldConfig', 'defaults', 'noValue') ?? 'No data';
}
