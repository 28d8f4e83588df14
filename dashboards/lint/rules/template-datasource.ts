import { text } from '../../json.ts';
import { type DashboardRule, type Fault, ofBoard } from '../rule.ts';

/** `template-datasource` */
export const templateDatasource: DashboardRule = {
  id: 'template-datasource',
  severity: 'warning',
  why: 'Without a variable for the data source the dashboard works in one Grafana only: that of its author.',
  run: ofBoard(({ variables }): Fault[] => {
    const sources = variables.filter(({ type }) => type === 'datasource');
    if (sources.length === 0) {
      const fix = "add a variable 'datasource' of the type data source, with the label 'Data source'";
      return [{ at: ['templating', 'list'], message: 'there is no variable for the data source', fix }];
    }
    const only = sources.length === 1;
    return sources.flatMap(({ json, name, path }) => {
      const query = text(json.query) ?? '';
      const names = [`${query.toLowerCase()}_datasource`, ...(only ? ['datasource'] : [])];
      const labels = [
        `${query.slice(0, 1).toUpperCase()}${query.slice(1)} data source`,
        ...(only ? ['Data source'] : []),
      ];
      if (!names.includes(name)) {
        const message = `the variable for the data source is called '${name}'`;
        return [{ at: [...path, 'name'], message, fix: `call it '${names.at(-1)}', as others do` }];
      }
      if (labels.includes(text(json.label) ?? '')) return [];
      return [{ at: [...path, 'label'], message: `'${name}' has no common label`, fix: `label it '${labels.at(-1)}'` }];
    });
  }),
};
