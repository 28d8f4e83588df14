// The programs that judge what was generated: a small typed wrapper each. No shell, files in a folder of their own, a time-out;
// what they say becomes findings that name the generated file and what in the definition it comes from.
export { amtoolCheckConfig, amtoolRoutes, type RouteResult } from './amtool.ts';
export { blackboxCheckConfig } from './blackbox.ts';
export { type ComposeTool, composeConfig, dockerCompose } from './compose.ts';
export type { SeenFiles } from './files.ts';
export { findingAt, type ToolFinding, type ToolInput } from './finding.ts';
export { lineOfPart, originAt } from './origin.ts';
export { promtoolCheckConfig, promtoolCheckRules, promtoolPasses, promtoolTestRules } from './promtool.ts';
export type { Tool } from './run-tool.ts';
