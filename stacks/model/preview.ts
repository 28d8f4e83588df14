/** The port of the preview of the dashboards, whether a stack runs it in place of Grafana or `narthex preview` does. */
export const previewPort = 9097;
