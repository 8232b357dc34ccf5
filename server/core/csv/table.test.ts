import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readRecords } from './records.ts';
import { openSource } from './source.ts';
import { misfit, openTable } from './table.ts';

async function read(content: string | Buffer) {
  const source = await openSource({ stream: Readable.from([Buffer.from(content)]), name: 'test.csv' });
  try {
    const { dialect, columns, rows } = await openTable(source);
    return { dialect, labels: columns.map(({ label }) => label), columns, rows: await Array.fromAsync(rows()) };
  } finally {
    await source.close();
  }
}

const utf16 = (text: string, { bigEndian }: { bigEndian: boolean }) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

describe('encodings', () => {
  const text = 'Data,Sessões\n2026-01-02,"café, ação"\n';
  test.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\ufeff${text}`)],
    ['utf-16le', utf16(text, { bigEndian: false })],
    ['utf-16be', utf16(text, { bigEndian: true })],
    ['windows-1252', Buffer.from(text, 'latin1')],
  ])('%s', async (encoding, content) => {
    const { dialect, labels, rows } = await read(content);
    expect(dialect.encoding).toBe(encoding);
    expect(labels).toEqual(['Data', 'Sessões']);
    expect(rows).toEqual([{ line: 2, cells: ['2026-01-02', 'café, ação'] }]);
  });

  test('an accent at the end of a long file counts, and one in two parts across a read', async () => {
    const filler = 'x,1\n'.repeat(65_536 / 4);
    const long = `a,b\n${filler}`;
    expect((await read(Buffer.concat([Buffer.from(long), Buffer.from('ação,2\n', 'latin1')]))).dialect.encoding).toBe('windows-1252');
    const { dialect, rows } = await read(`a,b\n${filler.slice(0, 65_536 - 5)}é,2\n`);
    expect(dialect.encoding).toBe('utf-8');
    expect(rows.at(-1)!.cells.join()).toContain('é');
  });
});

describe('delimiters', () => {
  test.each([
    [',', 'date,visitors\n2026-01-02,"1,234"\n2026-01-03,5'],
    [';', 'data;visitas;receita\n02/01/2026;3;1.234,50\n03/01/2026;4;5,00'],
    [';', '"data";"a,b";"c"\n"02/01/2026";"x,y,z";"1"'],
    ['\t', 'date\tvisitors\n2026-01-02\t1,5'],
    ['|', 'date|visitors|a,b\n2026-01-02|5|1'],
    [';', 'sep=;\ndata,hora;visitas\n02/01/2026;3'],
    [',', 'date\n2026-01-02'],
  ])('%j', async (delimiter, content) => {
    expect((await read(content)).dialect.delimiter).toBe(delimiter);
  });
});

describe('lines', () => {
  test.each(['\n', '\r\n', '\r'])('ends with %j', async (end) => {
    const { rows } = await read(['a,b', '1,2', '', '"x', 'y",3', ' , ', '4,5', ''].join(end));
    expect(rows).toEqual([
      { line: 2, cells: ['1', '2'] },
      { line: 4, cells: [`x${end}y`, '3'] },
      { line: 7, cells: ['4', '5'] },
    ]);
  });

  test('are those of the file wherever reading it was interrupted', async () => {
    const text = 'a,b\r\n1,"x\r\n""y"""\r\n\r\n2,3\n4,5\r6,7\r\n';
    const whole = await Array.fromAsync(readRecords(pieces([text]), ','));
    expect(whole.map(({ line }) => line)).toEqual([1, 2, 5, 6, 7]);
    for (let cut = 1; cut < text.length; cut += 1) {
      expect(await Array.fromAsync(readRecords(pieces([text.slice(0, cut), text.slice(cut)]), ','))).toEqual(whole);
    }
    expect(await Array.fromAsync(readRecords(pieces([...text]), ','))).toEqual(whole);
  });

  test('quotes inside a cell are text, doubled ones are one', async () => {
    const { rows } = await read('a,b\n"say ""hi""",5" pipe\n');
    expect(rows[0]!.cells).toEqual(['say "hi"', '5" pipe']);
  });

  test('space around a cell goes, of every kind', async () => {
    const { rows } = await read('a,b\n \u00a0 1\t, 2 \u001a\n\u001a');
    expect(rows).toEqual([{ line: 2, cells: ['1', '2 \u001a'] }]);
  });

  test('a quote that is never closed names the line it opens on', async () => {
    await expect(read('a,b\n1,2\n3,"4\n5,6\n')).rejects.toMatchObject({ reason: 'invalid_input', message: expect.stringContaining('starts on line 3') as string });
  });
});

async function* pieces(parts: string[]) {
  yield* parts;
}

describe('the header', () => {
  test('stands below comments and blank lines', async () => {
    const { dialect, labels, rows } = await read('# ----------\n# Relatório\n# 20260101-20260131\n\nDate,Active users\n20260101,5\n');
    expect(dialect.headerLine).toBe(5);
    expect(labels).toEqual(['Date', 'Active users']);
    expect(rows).toEqual([{ line: 6, cells: ['20260101', '5'] }]);
  });

  test('may start with a number sign', async () => {
    expect((await read('#,date,visitors\n1,2026-01-02,5')).labels).toEqual(['#', 'date', 'visitors']);
  });

  test('names nameless and repeated columns by their place', async () => {
    const { labels } = await read('date,,visits,visits,\n2026-01-02,1,2,3,');
    expect(labels).toEqual(['date', 'column 2', 'visits (column 3)', 'visits (column 4)', 'column 5']);
  });

  test.each(['2026-01-02,5\n2026-01-03,6', '1,2\n3,4', '02/01/2026;abc;5\n03/01/2026;abc;6'])('is missed where the first line is data: %j', async (content) => {
    await expect(read(content)).rejects.toMatchObject({ reason: 'invalid_input', message: expect.stringContaining('There is no header: line 1 holds data') as string });
  });
});

describe('what is no table', () => {
  test.each([
    ['', 'is empty'],
    ['\n\n \n', 'has no header'],
    [Buffer.from([1, 2, 0, 4]), 'not a text file'],
    [Buffer.from('504b0304140000', 'hex'), 'Excel workbook'],
    [gzipSync(gzipSync('a,b\n1,2')), 'compressed'],
    [gzipSync('a,b\n1,2').subarray(0, 15), 'not a whole gzip file'],
    ['%PDF-1.7', 'a PDF'],
  ])('%j', async (content, message) => {
    await expect(read(content)).rejects.toMatchObject({ reason: 'invalid_input', message: expect.stringContaining(message) as string });
  });

  test('but a gzipped one is', async () => {
    expect((await read(gzipSync('a,b\n1,2'))).columns.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test('a file that is not there, or a folder', async () => {
    await expect(openSource({ path: '/nowhere/file.csv' })).rejects.toMatchObject({ reason: 'invalid_input', message: 'There is no file "/nowhere/file.csv"' });
    await expect(openSource({ path: '/' })).rejects.toMatchObject({ reason: 'invalid_input' });
  });
});

describe('a row', () => {
  test.each([
    [['1', '2'], undefined],
    [['1', '2', ''], undefined],
    [['1', '2', '', ''], undefined],
    [['1'], 'the line has 1 cells where the header has 3'],
    [['1', '2', '', '4'], 'the line has 4 cells where the header has 3'],
  ])('of %j under two names and a nameless one', async (cells, expected) => {
    expect(misfit((await read('a,b,\n1,2,')).columns, cells)).toBe(expected);
  });
});
