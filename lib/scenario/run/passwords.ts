import { randomInt } from 'node:crypto';
import { hashAhead } from '../../core/secrets/password-hash';

// Words that are easy to read aloud, spell and type.
const WORDS = (
  'acorn amber anchor apple arrow autumn badger bamboo barley basket beacon birch blossom breeze bridge bronze butter button cabin ' +
  'cactus candle canyon carbon castle cedar cherry cinder circle clover cobalt comet copper coral cotton cradle crayon crystal daisy ' +
  'dancer desert dinner dolphin donkey dragon eagle ember engine fabric falcon feather fennel fiddle finger flower forest fossil garden ' +
  'garlic ginger glacier goblet golden granite guitar hammer harbor hazel helmet hermit honey island ivory jacket jasmine jungle kettle ' +
  'kitten ladder lagoon lantern laurel lemon lilac linen lizard lobster magnet mango maple marble meadow melon mirror monkey mustard ' +
  'nectar needle nickel noodle nutmeg oasis ocean olive onion orange orchid otter oyster paddle panda paper parrot pebble pepper piano ' +
  'pigeon pillow pine planet pocket poppy potato prairie pumpkin puzzle quartz quiver rabbit radish ribbon river robin rocket saddle ' +
  'saffron salmon sandal silver sparrow spider spruce stable summer sunset tablet teapot temple thistle thunder ticket tiger timber ' +
  'tomato trumpet tulip tunnel turtle valley velvet violet violin walnut walrus willow window winter wizard yellow zebra zephyr'
).split(' ');

/**
 * Returns three words and two digits, such as `Maple-Rocket-Tulip-47`. It meets every password policy that an account begins
 * with.
 */
function newPassword(): string {
  const word = () => {
    const [chosen = ''] = WORDS.slice(randomInt(WORDS.length));
    return chosen.charAt(0).toUpperCase() + chosen.slice(1);
  };
  return `${word()}-${word()}-${word()}-${randomInt(10, 100)}`;
}

/** A password with a cached hash. Call `forget` once the password is stored. */
export type HashedPassword = { password: string; forget: () => void };

const ready: HashedPassword[] = [];

/**
 * Returns a prepared password or hashes a new one.
 * @throws AwsError Throttling if too many hashes are queued
 */
export async function takePassword(): Promise<HashedPassword> {
  return ready.shift() ?? (await makePassword());
}

async function makePassword(): Promise<HashedPassword> {
  const password = newPassword();
  return { password, forget: await hashAhead(password) };
}

/**
 * Prepares passwords up to a count, one after the other, while nothing else waits.
 * @throws AwsError as takePassword
 */
export async function readyPasswords(count: number): Promise<void> {
  while (ready.length < count) ready.push(await makePassword());
}
