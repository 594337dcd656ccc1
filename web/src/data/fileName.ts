/** What a file's name says: its format for the upload, and a name for the dataset made from it. */

export type UploadFormat = 'csv' | 'parquet' | 'ndjson';
const formats: Record<string, UploadFormat> = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  parquet: 'parquet',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
};
/** For the file chooser. */
export const acceptedFiles = '.csv,.tsv,.txt,.parquet,.ndjson,.jsonl';

export function formatOf(fileName: string): UploadFormat | undefined {
  return formats[fileName.split('.').at(-1)?.toLowerCase() ?? ''];
}

/** Small letters, digits and _, a letter first, at most 64: as documents refer to it. */
export function datasetNameFrom(fileName: string): string {
  const name = fileName
    .replace(/\.[^.]*$/, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 64);
  return name || 'dataset';
}

export function isDatasetName(name: string): boolean {
  return /^[a-z][a-z0-9_]{0,63}$/.test(name);
}

/** A title for people: "delays_2013.csv" → "Delays 2013". */
export function labelFrom(fileName: string): string {
  const words = fileName
    .replace(/\.[^.]*$/, '')
    .replace(/[_\-.]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
