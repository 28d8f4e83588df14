import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import { boardUid, type DrillDown } from '../../stacks/model/index.ts';
import type { Context } from './context.ts';

const dollar = '$';

/** The address of another board of the stack, with the time range and data source of this one. */
export function boardUrl({ stack }: Context, board: string, variables: string): string {
  return `/d/${boardUid(stack.name, board)}?${dollar}{__url_time_range}&${dollar}{datasource:queryparam}${variables}`;
}

/** Links of a series to boards that show more of it; those to boards that the stack does not have are left out. */
export function drillDownLinks(
  links: readonly DrillDown[] | undefined,
  context: Context,
): dashboard.DashboardLinkBuilder[] {
  return (links ?? [])
    .filter(({ board }) => context.boards.has(board))
    .map(({ board, title, labels = [] }) =>
      new dashboard.DashboardLinkBuilder(title)
        .type(dashboard.DashboardLinkType.Link)
        .url(boardUrl(context, board, labels.map(ofSeries).join('')))
        .targetBlank(false),
    );
}

/** `&var-job=…`, with the label of the series that somebody points at. */
function ofSeries(label: string): string {
  return `&var-${label}=${dollar}{__field.labels.${label}}`;
}
