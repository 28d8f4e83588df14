import { type DashboardRule, type Fault, ofBoard } from '../rule.ts';

/** `link-placement` */
export const linkPlacement: DashboardRule = {
  id: 'link-placement',
  severity: 'warning',
  why: "The SDK's classic builders write placement: inControlsMenu, and Grafana 12.3 hides such links and annotations in a menu behind three dots.",
  run: ofBoard(({ links, annotations }): Fault[] =>
    [...links, ...annotations].flatMap(({ json, path }) =>
      json.placement === 'inControlsMenu'
        ? [{ at: [...path, 'placement'], message: 'this is hidden in a menu', fix: 'remove placement' }]
        : [],
    ),
  ),
};
