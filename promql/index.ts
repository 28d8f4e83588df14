// PromQL: what is written in rules and panels. The front end (lexer, parser, checker) lives here; it imports nothing of the house.
export { type Expression, type Interpolated, type NamedMetric, promql } from './expression.ts';
