/** What stands where a screen could not be drawn. */
import type { ErrorComponentProps } from '@tanstack/react-router';
export function ScreenError({ error }: ErrorComponentProps) {
  return <p>{error.message}</p>;
}
export function NotFound() {
  return null;
}
