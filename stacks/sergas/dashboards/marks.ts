import { nodejsMetrics, promql } from 'narthex';
import { marksOf } from '../../common/boards/marks.ts';

/** Marks over all graphs of Sergas: its own alerts, and when its processes were started. */
export const marks = marksOf(['sergas'], {
  expr: promql`changes(${nodejsMetrics.startTime}{job="sergas"}[$__rate_interval]) > 0`,
  title: 'The API was started',
});
