import type {
  DataTransformerConfig,
  DynamicConfigValue,
  MatcherConfig,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { runbookUrl, type Stack } from '../../stacks/model/index.ts';
import type { Column } from '../board.ts';

/** Overrides of the columns that the name of a field selects. */
export interface FieldOverride {
  matcher: MatcherConfig;
  properties: DynamicConfigValue[];
}

/** Brings the columns into their order, gives them their titles, and drops the time of the query. */
export function columnTransformation(columns: readonly Column[]): DataTransformerConfig {
  return {
    id: 'organize',
    options: {
      excludeByName: { Time: true },
      includeByName: {},
      indexByName: Object.fromEntries(columns.map(({ field }, index) => [field, index])),
      renameByName: Object.fromEntries(columns.map(({ field, title }) => [field, title])),
    },
  };
}

/** What is special about each column: unit, width, colours of its values, link. Columns without any have no override. */
export function columnOverrides(columns: readonly Column[], stack: Stack): FieldOverride[] {
  return columns
    .map((column) => ({
      matcher: { id: 'byName', options: column.title },
      properties: columnProperties(column, stack),
    }))
    .filter(({ properties }) => properties.length > 0);
}

function columnProperties(column: Column, stack: Stack): DynamicConfigValue[] {
  const properties: DynamicConfigValue[] = [];
  if (column.unit !== undefined) properties.push({ id: 'unit', value: column.unit });
  if (column.width !== undefined) properties.push({ id: 'custom.width', value: column.width });
  if (column.colors !== undefined) {
    const options = Object.fromEntries(
      Object.entries(column.colors).map(([value, color], index) => [value, { color, index }]),
    );
    properties.push(
      { id: 'mappings', value: [{ type: 'value', options }] },
      { id: 'custom.cellOptions', value: { type: 'color-background', mode: 'basic' } },
    );
  }
  if (column.alertLink) {
    const url = runbookUrl(stack, '$' + '{__value.raw}');
    properties.push({ id: 'links', value: [{ title: 'What to do', url, targetBlank: true }] });
  }
  return properties;
}
