/** Reads the text/event-stream format from chunks of text, however they are cut. Knows no network. */

export interface StreamEvent {
  readonly event: string;
  readonly data: string;
}

export class StreamReader {
  private rest = '';
  private event = '';
  private data: string[] = [];
  /** Id of the last complete event, to resume from. */
  lastId: string | null = null;
  private id: string | null = null;

  /** Takes a chunk and gives the events it completed. */
  push(chunk: string): StreamEvent[] {
    this.rest += chunk;
    const done: StreamEvent[] = [];
    for (;;) {
      const end = /\r\n|\n|\r/.exec(this.rest);
      // A carriage return at the very end may be half of a pair.
      if (end === null || (end[0] === '\r' && end.index === this.rest.length - 1)) return done;
      const line = this.rest.slice(0, end.index);
      this.rest = this.rest.slice(end.index + end[0].length);
      const event = this.line(line);
      if (event !== null) done.push(event);
    }
  }

  private line(line: string): StreamEvent | null {
    if (line === '') {
      const event =
        this.data.length === 0 ? null : { event: this.event || 'message', data: this.data.join('\n') };
      if (this.id !== null) this.lastId = this.id;
      this.event = '';
      this.data = [];
      this.id = null;
      return event;
    }
    if (line.startsWith(':')) return null;
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') this.data.push(value);
    else if (field === 'event') this.event = value;
    else if (field === 'id' && !value.includes('\0')) this.id = value;
    return null;
  }
}
