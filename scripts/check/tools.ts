// The one place of this folder that reaches into local/tools.
export {
  amtoolCheckConfig,
  amtoolRoutes,
  blackboxCheckConfig,
  type ComposeTool,
  composeConfig,
  dockerCompose,
  originAt,
  promtoolCheckConfig,
  promtoolCheckRules,
  promtoolTestRules,
  type RouteResult,
  type SeenFiles,
  type Tool,
  type ToolFinding,
  type ToolInput,
} from '../../local/tools/index.ts';
