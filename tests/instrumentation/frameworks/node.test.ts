import { node } from './apps/node.ts';
import { behavesLikeAnAdapter } from './behaviours.ts';

behavesLikeAnAdapter(node);
