/** What ESLint and the compiler say of one part of the files, both from one program: to understand the types is most of the work of either. */
import { ESLint } from 'eslint';
import { createProgram, formatDiagnosticsWithColorAndContext, getPreEmitDiagnostics, parseJsonConfigFileContent, type Program, readConfigFile, sys } from 'typescript';

/** Which part of how many; the files of a part lie side by side, since neighbours share types. */
const [part = 0, parts = 1] = process.argv.slice(2).map(Number);

void main();

async function main(): Promise<void> {
  const program = programOf('tsconfig.json');
  const files = partOf(program.getRootFileNames());
  const diagnostics = files.flatMap((file) => getPreEmitDiagnostics(program, program.getSourceFile(file)));
  const shown = formatDiagnosticsWithColorAndContext(diagnostics, { getCurrentDirectory: () => process.cwd(), getCanonicalFileName: (name) => name, getNewLine: () => '\n' });
  const eslint = new ESLint({
    overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false, programs: [program] } } }],
  });
  const sources = files.filter((file) => !file.endsWith('.d.ts'));
  const results = await eslint.lintFiles(part === 0 ? [...sources, '**/*.{js,mjs}'] : sources);
  const complaints = results.reduce((sum, { errorCount, warningCount }) => sum + errorCount + warningCount, 0);
  console.log(shown + (await (await eslint.loadFormatter('stylish')).format(results)));
  process.exitCode = diagnostics.length + complaints > 0 ? 1 : 0;
}

function programOf(path: string): Program {
  const { options, fileNames } = parseJsonConfigFileContent(readConfigFile(path, (name) => sys.readFile(name)).config, sys, '.');
  return createProgram(fileNames, options);
}

function partOf(files: readonly string[]): string[] {
  const sizes = files.map((file) => sys.getFileSize?.(file) ?? 1);
  const share = sizes.reduce((sum, size) => sum + size, 0) / parts;
  let before = 0;
  return files.filter((_, index) => {
    const [from, size] = [before, sizes[index] ?? 0];
    before += size;
    return Math.min(Math.floor(from / share), parts - 1) === part;
  });
}
