// The door for commands that need neither the supervisor nor the local target.
export { withLock } from './lock.ts';
