import type {
  DataTransformerConfig,
  DynamicConfigValue,
  MatcherConfig,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { type Column, runbookUrl } from '../../stacks/model/index.ts';
import type { Context } from './context.ts';
import { boardUrl } from './links.ts';

/** Grafana puts the value of the cell there. */
const ofCell = '$' + '{__value.raw}';

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
export function columnOverrides(columns: readonly Column[], context: Context): FieldOverride[] {
  return columns
    .map((column) => ({
      matcher: { id: 'byName', options: column.title },
      properties: columnProperties(column, context),
    }))
    .filter(({ properties }) => properties.length > 0);
}

function columnProperties(column: Column, context: Context): DynamicConfigValue[] {
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
    const url = runbookUrl(context.stack, ofCell);
    properties.push({ id: 'links', value: [{ title: 'What to do', url, targetBlank: true }] });
  }
  if (column.boardLink !== undefined && context.boards.has(column.boardLink.board)) {
    const { board, variable } = column.boardLink;
    const url = boardUrl(context, board, `&var-${variable}=${ofCell}`);
    properties.push({ id: 'links', value: [{ title: 'Show more of it', url, targetBlank: false }] });
  }
  return properties;
}
