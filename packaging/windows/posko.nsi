; Installer for one person, without administrator rights, with an Indonesian wizard. Compiled on any system:
;   makensis -DVERSION=0.1.0 -DPAYLOAD=build/freeze/posko -DOUT=build/posko-0.1.0-setup.exe packaging/windows/posko.nsi
; PAYLOAD must be a frozen program made on Windows; a trial of this script may give it any folder with a posko.exe.
Unicode true
SetCompressor /SOLID lzma
!include "MUI2.nsh"
!include "FileFunc.nsh"

!define NAME "Posko"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"

Name "${NAME} ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "Software\${NAME}" "InstallDir"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "${NAME}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "${NAME}"
VIAddVersionKey /LANG=0 "LegalCopyright" "Apache-2.0"

!define MUI_ICON "posko.ico"
!define MUI_UNICON "posko.ico"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "Posko mencatat laporan di pos pengaduan tanpa jaringan dan menyimpannya terenkripsi.$\r$\n$\r$\nProgram dipasang untuk Anda sendiri; hak administrator tidak diperlukan. Data yang sudah ada tidak disentuh."
!define MUI_FINISHPAGE_RUN "$INSTDIR\posko.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Buka Posko sekarang"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "..\..\LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Indonesian"
!insertmacro MUI_LANGUAGE "English"

; A program that runs holds its files; a half-replaced one would not start.
!macro CLOSED un
Function ${un}Closed
  again:
    ClearErrors
    IfFileExists "$INSTDIR\posko.exe" 0 free
    FileOpen $0 "$INSTDIR\posko.exe" a
    IfErrors 0 close
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Posko masih terbuka. Tutup dahulu (data tersimpan sendiri), lalu tekan Ulangi." IDRETRY again
    Abort
  close:
    FileClose $0
  free:
FunctionEnd
!macroend
!insertmacro CLOSED ""
!insertmacro CLOSED "un."

Section "Program"
  Call Closed
  ; Old and new libraries must not mix.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}\*.*"
  WriteUninstaller "$INSTDIR\hapus-posko.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\posko.exe"
  WriteRegStr HKCU "Software\${NAME}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\.kit" "" "Posko.Kit"
  WriteRegStr HKCU "Software\Classes\Posko.Kit" "" "Kit pendaftaran Posko"
  WriteRegStr HKCU "Software\Classes\Posko.Kit\DefaultIcon" "" "$INSTDIR\posko.exe,0"
  WriteRegStr HKCU "Software\Classes\Posko.Kit\shell\open\command" "" '"$INSTDIR\posko.exe" --open "%1"'
  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\posko.exe"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\hapus-posko.exe"'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"
SectionEnd

Section "Uninstall"
  Call un.Closed
  ; Only what was installed: the officer's data lie in another folder and stay.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\posko.exe"
  Delete "$INSTDIR\posko-cli.exe"
  Delete "$INSTDIR\sbom.cdx.json"
  Delete "$INSTDIR\SHA256SUMS"
  ; Programs that updates from sticks put beside it, and which of them ran.
  Delete "$INSTDIR\current"
  Delete "$INSTDIR\previous"
  FindFirst $0 $1 "$INSTDIR\app-*"
  updates:
    StrCmp $1 "" gone
    RMDir /r "$INSTDIR\$1"
    FindNext $0 $1
    Goto updates
  gone:
  FindClose $0
  Delete "$INSTDIR\hapus-posko.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "Software\Classes\Posko.Kit"
  DeleteRegKey HKCU "Software\Classes\.kit"
  DeleteRegKey HKCU "Software\${NAME}"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
