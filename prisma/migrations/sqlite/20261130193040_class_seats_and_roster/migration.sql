-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Class" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "joinCode" TEXT,
    "language" TEXT NOT NULL,
    "hintsCost" BOOLEAN NOT NULL DEFAULT true,
    "state" TEXT NOT NULL,
    "archivedAt" DATETIME,
    "closedAt" DATETIME,
    "deleteAfterDays" INTEGER NOT NULL,
    "seats" INTEGER NOT NULL DEFAULT 60,
    "nextMember" INTEGER NOT NULL DEFAULT 1,
    "publicKey" TEXT NOT NULL,
    "keyCipher" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);
INSERT INTO "new_Class" ("archivedAt", "closedAt", "createdAt", "deleteAfterDays", "hintsCost", "id", "joinCode", "keyCipher", "language", "name", "nextMember", "publicKey", "state") SELECT "archivedAt", "closedAt", "createdAt", "deleteAfterDays", "hintsCost", "id", "joinCode", "keyCipher", "language", "name", "nextMember", "publicKey", "state" FROM "Class";
DROP TABLE "Class";
ALTER TABLE "new_Class" RENAME TO "Class";
CREATE UNIQUE INDEX "Class_joinCode_key" ON "Class"("joinCode");
CREATE TABLE "new_Member" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "classId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "externalId" TEXT,
    "email" TEXT,
    "group" TEXT,
    "isListed" BOOLEAN NOT NULL DEFAULT true,
    "joinedFrom" TEXT,
    "state" TEXT NOT NULL,
    "phraseHash" TEXT,
    "letInUntil" DATETIME,
    "createdAt" DATETIME NOT NULL,
    "joinedAt" DATETIME,
    CONSTRAINT "Member_classId_fkey" FOREIGN KEY ("classId") REFERENCES "Class" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Member" ("classId", "createdAt", "group", "id", "joinedAt", "letInUntil", "name", "nameKey", "number", "phraseHash", "state") SELECT "classId", "createdAt", "group", "id", "joinedAt", "letInUntil", "name", "nameKey", "number", "phraseHash", "state" FROM "Member";
DROP TABLE "Member";
ALTER TABLE "new_Member" RENAME TO "Member";
CREATE INDEX "Member_classId_nameKey_idx" ON "Member"("classId", "nameKey");
CREATE UNIQUE INDEX "Member_classId_number_key" ON "Member"("classId", "number");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
