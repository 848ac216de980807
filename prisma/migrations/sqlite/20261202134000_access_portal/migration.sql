-- CreateTable
CREATE TABLE "PortalSession" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "tokenHash" TEXT,
    "clientName" TEXT,
    "sourceIp" TEXT NOT NULL,
    "userAgent" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "usedAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "PortalCode" (
    "codeHash" TEXT NOT NULL PRIMARY KEY,
    "userCodeHash" TEXT,
    "accountId" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "clientHash" TEXT NOT NULL,
    "clientName" TEXT NOT NULL,
    "renews" BOOLEAN NOT NULL,
    "redirectUri" TEXT,
    "challenge" TEXT,
    "status" TEXT NOT NULL,
    "userId" TEXT,
    "sourceIp" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "PortalToken" (
    "tokenHash" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "clientHash" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "PortalSession_tokenHash_key" ON "PortalSession"("tokenHash");

-- CreateIndex
CREATE INDEX "PortalSession_storeId_userId_idx" ON "PortalSession"("storeId", "userId");

-- CreateIndex
CREATE INDEX "PortalSession_accountId_idx" ON "PortalSession"("accountId");

-- CreateIndex
CREATE INDEX "PortalSession_expiresAt_idx" ON "PortalSession"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "PortalCode_userCodeHash_key" ON "PortalCode"("userCodeHash");

-- CreateIndex
CREATE INDEX "PortalCode_storeId_idx" ON "PortalCode"("storeId");

-- CreateIndex
CREATE INDEX "PortalCode_accountId_idx" ON "PortalCode"("accountId");

-- CreateIndex
CREATE INDEX "PortalCode_expiresAt_idx" ON "PortalCode"("expiresAt");

-- CreateIndex
CREATE INDEX "PortalToken_sessionId_idx" ON "PortalToken"("sessionId");

-- CreateIndex
CREATE INDEX "PortalToken_accountId_idx" ON "PortalToken"("accountId");

-- CreateIndex
CREATE INDEX "PortalToken_expiresAt_idx" ON "PortalToken"("expiresAt");
