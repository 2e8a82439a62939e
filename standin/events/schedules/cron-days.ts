/** The days of cron expressions, with their words for the last one, the nearest weekday and the n-th of a month. */
import { type Field, readField, readNumber } from './cron-field';

/** Whether the day of a month, 1 to 12, of a year is meant. */
export type DayTest = (year: number, month: number, day: number) => boolean;

const ofMonth: Field = { least: 1, most: 31 };
const ofWeek: Field = { least: 1, most: 7, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] };

/** Throws ScheduleProblem. */
export function dayOfMonthTest(text: string): DayTest {
  if (text === 'L') return (year, month, day) => day === lastDay(year, month);
  const [, near] = /^(\d{1,2})W$/.exec(text) ?? [];
  if (near !== undefined) {
    const wanted = readNumber(near, ofMonth);
    return (year, month, day) => wanted <= lastDay(year, month) && day === nearestWeekday(year, month, wanted);
  }
  const days = readField(text, ofMonth);
  return (_year, _month, day) => days.has(day);
}

/** Throws ScheduleProblem. */
export function dayOfWeekTest(text: string): DayTest {
  const [, lastOne] = /^(.+)L$/i.exec(text) ?? [];
  if (lastOne !== undefined) {
    const wanted = readNumber(lastOne, ofWeek);
    return (year, month, day) => weekday(year, month, day) === wanted && day + 7 > lastDay(year, month);
  }
  const [, each, count] = /^(.+)#([1-5])$/.exec(text) ?? [];
  if (each !== undefined) {
    const wanted = readNumber(each, ofWeek);
    return (year, month, day) => weekday(year, month, day) === wanted && Math.ceil(day / 7) === Number(count);
  }
  const days = text === 'L' ? new Set([7]) : readField(text, ofWeek);
  return (year, month, day) => days.has(weekday(year, month, day));
}

/** 1 is Sunday. */
function weekday(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Never in another month. */
function nearestWeekday(year: number, month: number, day: number): number {
  const on = weekday(year, month, day);
  if (on === 7) return day > 1 ? day - 1 : day + 2;
  if (on === 1) return day < lastDay(year, month) ? day + 1 : day - 2;
  return day;
}
