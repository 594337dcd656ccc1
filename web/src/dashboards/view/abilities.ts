/** What the reader of a dashboard may do on the page beyond looking. The server decides; the page only shows it. */
export interface Abilities {
  /** Change variables and time. */
  readonly interact: boolean;
  readonly exportDocument: boolean;
  readonly exportData: boolean;
  /** Change the document: then the engine's own words about a question are of use. */
  readonly mend?: boolean;
}
