-- DropIndex
DROP INDEX "Member_classId_nameKey_key";

-- AlterTable
ALTER TABLE "Class" ADD COLUMN     "seats" INTEGER NOT NULL DEFAULT 60;

-- AlterTable
ALTER TABLE "Member" ADD COLUMN     "email" TEXT,
ADD COLUMN     "externalId" TEXT,
ADD COLUMN     "isListed" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "joinedFrom" TEXT;

-- CreateIndex
CREATE INDEX "Member_classId_nameKey_idx" ON "Member"("classId", "nameKey");
