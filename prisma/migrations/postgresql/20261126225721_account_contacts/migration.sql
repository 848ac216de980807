-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "supportPlan" TEXT NOT NULL DEFAULT 'BASIC';

-- CreateTable
CREATE TABLE "AccountContact" (
    "accountId" TEXT NOT NULL,
    "fullName" TEXT NOT NULL,
    "companyName" TEXT,
    "addressLine1" TEXT NOT NULL,
    "addressLine2" TEXT,
    "addressLine3" TEXT,
    "city" TEXT NOT NULL,
    "districtOrCounty" TEXT,
    "stateOrRegion" TEXT,
    "postalCode" TEXT NOT NULL,
    "countryCode" TEXT NOT NULL,
    "phoneNumber" TEXT NOT NULL,
    "websiteUrl" TEXT,

    CONSTRAINT "AccountContact_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "AlternateContact" (
    "accountId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "emailAddress" TEXT NOT NULL,
    "phoneNumber" TEXT NOT NULL,

    CONSTRAINT "AlternateContact_pkey" PRIMARY KEY ("accountId","type")
);

-- AddForeignKey
ALTER TABLE "AccountContact" ADD CONSTRAINT "AccountContact_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlternateContact" ADD CONSTRAINT "AlternateContact_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
