// Short English words that sound different, for recovery phrases. Four of them have 31 bits, and guesses are limited.
export const WORDS = `
able acid aged also area army atom aunt away axle baby back bald band bark barn bath bead beam bean bear bell belt bend bike bird blue boat body bold bolt bone
book boot born boss bowl brick bulb bush cafe cage cake calm camp card cart case cash cave chef chin city clay clock cloud club coal coat code coin cold comb cook
cool copy cork corn cost cube cup curl dark dash dawn deck deep deer desk dice dish dive dock doll door dove down draw drum duck dune dust duty earl east easy echo
edge epic even exam exit face fact fair farm fast fern file film fire fish five flag flat flute foam folk fork fort four frog fuel full gale game gate gift girl
give glad glow goal goat gold golf gong grape gray green grid gulf half hall hand harp hawk hay hero hill hobby home honey hood hook horn hotel hour huge idea inch
iron item ivy jade jazz jeep jelly jet join jolly judge jump jury kayak keen key kind king kite kiwi knee knot lady lake lamp land lawn leaf lemon lens lime
lion list loaf lock loft logo long loop luck lung mail map march maze meal melon menu metal mild milk mint moon moss moth mule music nail navy neck nest
`
  .trim()
  .split(/\s+/);
