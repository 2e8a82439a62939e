/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html */
import type { GetRandomPasswordRequest, GetRandomPasswordResponse } from '@aws-sdk/client-secrets-manager';
import { operation, type Handler } from '../../service';
import { invalidParameter } from '../refusals';
import type { Secrets } from '../secrets';

const kinds = {
  lowercase: 'abcdefghijklmnopqrstuvwxyz',
  uppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  numbers: '0123456789',
  punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  space: ' ',
};

export function getRandomPassword(secrets: Secrets): Handler {
  return operation<GetRandomPasswordRequest, GetRandomPasswordResponse>(async (input) => {
    const { PasswordLength: length = 32, RequireEachIncludedType: each = true } = input;
    if (length < 1 || length > 4096) throw invalidParameter('PasswordLength must be between 1 and 4096.');
    const alphabets = alphabetsOf(input);
    if (alphabets.length === 0) throw invalidParameter('Every type of character is excluded.');
    if (each && length < alphabets.length) throw invalidParameter(`PasswordLength must be at least ${alphabets.length}, so that each included type of character is in it.`);
    const draw = drawer(secrets);
    const all = alphabets.join('');
    // One of each type first, then whatever comes; last, all change places.
    const letters = Array.from({ length }, (_, place) => pick((each && alphabets[place]) || all, draw));
    return { RandomPassword: shuffled(letters, draw).join('') };
  });
}

function alphabetsOf(asked: GetRandomPasswordRequest): string[] {
  const excluded = asked.ExcludeCharacters ?? '';
  const wanted = [
    asked.ExcludeLowercase === true ? '' : kinds.lowercase,
    asked.ExcludeUppercase === true ? '' : kinds.uppercase,
    asked.ExcludeNumbers === true ? '' : kinds.numbers,
    asked.ExcludePunctuation === true ? '' : kinds.punctuation,
    asked.IncludeSpace === true ? kinds.space : '',
  ];
  return wanted.map((alphabet) => [...alphabet].filter((letter) => !excluded.includes(letter)).join('')).filter((alphabet) => alphabet !== '');
}

/** Draws whole numbers below a bound. No two passwords of a world come from the same draws. */
function drawer(secrets: Secrets): (below: number) => number {
  const number = secrets.count('passwords');
  let drawn = 0;
  return (below) => Math.floor(secrets.world.chance.fraction('secretsmanager', 'password', number, drawn++) * below);
}

function pick(alphabet: string, draw: (below: number) => number): string {
  return alphabet[draw(alphabet.length)] ?? '';
}

function shuffled(letters: readonly string[], draw: (below: number) => number): string[] {
  const rest = [...letters];
  return letters.map(() => rest.splice(draw(rest.length), 1)[0] ?? '');
}
