/** Not written yet. */
export function SignInPage() {
  return null;
}
